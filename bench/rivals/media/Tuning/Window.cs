using System.Globalization;

namespace HighPerf.MediaRace.Tuning;

/// <summary>The crfs at which a setting is as good as the rival: from where its bit rate is allowed until where its SSIM still is.</summary>
internal readonly record struct Window(double From, double Until)
{
    private const int StepsPerCrf = 20; // finer is not written into settings

    public bool IsEmpty => From > Until;

    /// <summary>The crf about its middle that is written into settings, its end where it is empty or has no beginning; null when it has no end.</summary>
    public double? Crf
    {
        get
        {
            if (!double.IsFinite(Until)) return null;
            var middle = IsEmpty || !double.IsFinite(From) ? Until : (From + Until) / 2;
            var crf = Math.Floor(middle * StepsPerCrf) / StepsPerCrf;
            var next = Math.Ceiling(From * StepsPerCrf) / StepsPerCrf;
            return crf < From && next <= Until ? next : crf;
        }
    }

    public bool Holds(double crf) => From <= crf && crf <= Until;

    /// <summary>What lies in both.</summary>
    public Window And(Window other) => new(Math.Max(From, other.From), Math.Min(Until, other.Until));

    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{(double.IsFinite(From) ? From : null):F2}…{(double.IsFinite(Until) ? Until : null):F2}");
}
