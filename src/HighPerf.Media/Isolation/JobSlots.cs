namespace HighPerf.Media.Isolation;

/// <summary>How many jobs a machine runs at once when nobody has said: one per processor, as far as memory goes.</summary>
public static class JobSlots
{
    // A job on 4K HEVC of 10 bits, the hungriest there is, was seen at 340 MiB (GNU time of transcode --any); the rest is margin.
    private const long JobBytes = 384L << 20;

    // The worker itself, and what the machine needs beside it.
    private const long ReservedBytes = 384L << 20;

    /// <param name="processors">Processors this process may use.</param>
    /// <param name="memoryBytes">Memory it may use: the machine's, or its control group's limit.</param>
    public static int For(int processors, long memoryBytes) =>
        (int)Math.Clamp((memoryBytes - ReservedBytes) / JobBytes, 1, Math.Max(1, processors));

    /// <summary>For this machine, or the control group this process is in, of whose limit three quarters count: as much as the collector would take.</summary>
    public static int Here() => For(Environment.ProcessorCount, GC.GetGCMemoryInfo().TotalAvailableMemoryBytes);
}
