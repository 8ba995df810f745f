namespace HighPerf.Core.Seeding;

/// <summary>
/// SplitMix64 (Steele, Lea, Flood: Fast Splittable Pseudorandom Number Generators, 2014). Each row has a stream of its own, so that a row
/// depends on its number and not on how many there are. Not <see cref="Random"/>: its sequence is no promise.
/// </summary>
internal struct SeedRandom(int seed, SeedRandom.Stream stream, long number)
{
    private const ulong Golden = 0x9E3779B97F4A7C15;

    private ulong _state = Mix(Mix((ulong)seed + (Golden * (ulong)stream)) + (ulong)number);

    public enum Stream
    {
        Player = 1,
        Video = 2,
        Votes = 3,
    }

    /// <summary>A number from 0 to below <paramref name="end"/>; the bias of the modulus does not matter here.</summary>
    public long Below(long end) => (long)(Next() % (ulong)end);

    /// <summary>A number from 0 to below 1.</summary>
    public double Unit() => (Next() >> 11) * (1.0 / (1UL << 53));

    public T Of<T>(IReadOnlyList<T> list) => list[(int)Below(list.Count)];

    /// <summary>A UUIDv7 (RFC 9562 §5.7) of that time.</summary>
    public Guid Id(DateTime at)
    {
        var time = (ulong)new DateTimeOffset(at).ToUnixTimeMilliseconds();
        Span<byte> id = stackalloc byte[16];
        System.Buffers.Binary.BinaryPrimitives.WriteUInt64BigEndian(id, (time << 16) | 0x7000 | (Next() & 0x0fff));
        System.Buffers.Binary.BinaryPrimitives.WriteUInt64BigEndian(id[8..], (Next() >> 2) | 0x8000_0000_0000_0000);
        return new Guid(id, bigEndian: true);
    }

    private ulong Next() => Mix(_state += Golden);

    private static ulong Mix(ulong value)
    {
        value = (value ^ (value >> 30)) * 0xBF58476D1CE4E5B9;
        value = (value ^ (value >> 27)) * 0x94D049BB133111EB;
        return value ^ (value >> 31);
    }
}
