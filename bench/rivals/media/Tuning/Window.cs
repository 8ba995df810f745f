using System.Globalization;

namespace HighPerf.MediaRace.Tuning;

/// <summary>The crfs at which a setting is as good as the rival: from where its bit rate is allowed until where its SSIM still is.</summary>
internal readonly record struct Window(double From, double Until)
{
    public bool IsEmpty => From > Until;

    public double Middle => (From + Until) / 2;

    /// <summary>What lies in both.</summary>
    public Window And(Window other) => new(Math.Max(From, other.From), Math.Min(Until, other.Until));

    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{From:F2}…{Until:F2}");
}
