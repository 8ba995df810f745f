namespace HighPerf.Media.Colour;

/// <summary>How a picture's samples stand for light.</summary>
internal enum Transfer
{
    /// <summary>Anything a screen of standard range shows as it is.</summary>
    Standard,

    /// <summary>Perceptual quantizer, SMPTE ST 2084: absolute, up to 10,000 cd/m².</summary>
    PerceptualQuantizer,

    /// <summary>Hybrid log-gamma, ARIB STD-B67: relative to the screen's peak.</summary>
    HybridLogGamma,
}
