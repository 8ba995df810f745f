namespace HighPerf.Media.Colour;

/// <summary>From samples of high dynamic range to light, where 1 is the reference white of 203 cd/m² (ITU-R BT.2408-7, 2.2).</summary>
internal static class HdrTransfer
{
    /// <summary>Reference white, in cd/m².</summary>
    public const double ReferenceWhite = 203;

    /// <summary>The brightest light that is told apart, in cd/m²: the peak of the screens HLG and most PQ is graded on.</summary>
    public const double Peak = 1000;

    /// <param name="transfer">Not <see cref="Transfer.Standard"/>.</param>
    /// <param name="sample">0…1.</param>
    public static double ToLight(Transfer transfer, double sample) =>
        transfer == Transfer.PerceptualQuantizer ? PerceptualQuantizer(sample) : HybridLogGamma(sample);

    // SMPTE ST 2084:2014, 5.1.
    private static double PerceptualQuantizer(double sample)
    {
        const double M1 = 2610.0 / 16384, M2 = 2523.0 / 4096 * 128, C1 = 3424.0 / 4096, C2 = 2413.0 / 4096 * 32, C3 = 2392.0 / 4096 * 32;
        var power = Math.Pow(sample, 1 / M2);
        return 10_000 / ReferenceWhite * Math.Pow(Math.Max(0, power - C1) / (C2 - (C3 * power)), 1 / M1);
    }

    // ITU-R BT.2100-2, table 5: the inverse OETF, then the OOTF of a screen of 1000 cd/m² (gamma 1.2) on each component.
    private static double HybridLogGamma(double sample)
    {
        const double A = 0.17883277, B = 1 - (4 * A), Gamma = 1.2;
        var c = 0.5 - (A * Math.Log(4 * A));
        var scene = sample <= 0.5 ? sample * sample / 3 : (Math.Exp((sample - c) / A) + B) / 12;
        return Peak / ReferenceWhite * Math.Pow(scene, Gamma);
    }
}
