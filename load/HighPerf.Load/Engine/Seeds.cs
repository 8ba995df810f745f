namespace HighPerf.Load.Engine;

/// <summary>Gives each loop numbers of its own, the same in every process (SplitMix64: Steele, Lea, Flood, "Fast splittable pseudorandom number generators", OOPSLA 2014).</summary>
internal static class Seeds
{
    /// <param name="seed">Of the run.</param>
    /// <param name="share">Which loop.</param>
    public static int Of(int seed, int share)
    {
        var z = (((ulong)(uint)seed << 32) | (uint)share) + 0x9E3779B97F4A7C15;
        z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9;
        z = (z ^ (z >> 27)) * 0x94D049BB133111EB;
        return (int)((z ^ (z >> 31)) >> 33);
    }
}
