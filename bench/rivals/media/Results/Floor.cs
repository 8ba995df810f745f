namespace HighPerf.MediaRace.Results;

/// <summary>CPU seconds that no pipeline with this decoder and encoder avoids: one thread each, nothing in between.</summary>
internal readonly record struct Floor(double Decode, double Encode)
{
    public double Sum => Decode + Encode;
}
