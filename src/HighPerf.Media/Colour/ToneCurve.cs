namespace HighPerf.Media.Colour;

/// <summary>
/// Bends bright light into what a standard screen has: nothing changes below the knee; from there a Möbius
/// transformation, smooth at the knee, brings the peak to 1 (libavfilter/vf_tonemap.c calls it mobius).
/// </summary>
internal readonly struct ToneCurve
{
    /// <summary>Light up to here stays as it is; 1 is reference white.</summary>
    public const float Knee = 0.3f;

    public ToneCurve(double peak)
    {
        const double J = Knee;
        var a = -J * J * (peak - 1) / ((J * J) - (2 * J) + peak);
        var b = ((J * J) - (2 * J * peak) + peak) / Math.Max(peak - 1, 1e-6);
        A = (float)a;
        B = (float)b;
        Scale = (float)(((b * b) + (2 * b * J) + (J * J)) / (b - a));
    }

    public float A { get; }

    public float B { get; }

    public float Scale { get; }

    /// <summary>The factor by which light of this strength changes.</summary>
    public float Factor(float light) => light <= Knee ? 1 : Scale * (light + A) / ((light + B) * light);
}
