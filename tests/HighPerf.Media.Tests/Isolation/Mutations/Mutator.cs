using System.Buffers.Binary;
using HighPerf.Media.Tests.Mp4;

namespace HighPerf.Media.Tests.Isolation.Mutations;

/// <summary>Breaks clips, always the same way for the same numbers.</summary>
/// <param name="seeds">Sound clips, by name.</param>
/// <param name="seed">What all of a campaign's mutations hang on.</param>
internal sealed class Mutator(IReadOnlyList<(string Name, byte[] Bytes)> seeds, int seed)
{
    private const int MostMutations = 3;

    private static readonly string[] Tables = ["stts", "ctts", "stsc", "stsz", "stco", "co64", "stss", "trun", "elst"];
    private static readonly uint[] Lengths = [0, 1, 2, 7, 8, 9, 16, 0x7fffffff, 0x80000000, 0xfffffff0, 0xffffffff];
    private static readonly uint[] Extremes = [0, 1, 2, 0xffff, 0x10000, 0x7ffffffe, 0x7fffffff, 0x80000000, 0xfffffffe, 0xffffffff];

    /// <summary>The clip of a campaign that has this number, and what was done to it.</summary>
    public (byte[] Bytes, string Description) Make(int index)
    {
        var random = new Random(unchecked((seed * 1_000_003) + index));
        var (name, original) = seeds[random.Next(seeds.Count)];
        var boxes = Mp4Box.Parse(original);
        List<string> done = [];
        // Boxes first: bytes that are noise are boxes no more.
        for (var i = random.Next(0, MostMutations + 1); i > 0; i--) done.Add(MutateBoxes(boxes, random));
        var bytes = Mp4Box.Write(boxes);
        if (done.Count == 0 || random.Next(3) == 0) done.Add(MutateBytes(ref bytes, random));
        return (bytes, $"{name}: {string.Join(", ", done)}");
    }

    private string MutateBoxes(List<Mp4Box> boxes, Random random)
    {
        var all = Mp4Box.All(boxes).ToList();
        var box = all[random.Next(all.Count)];
        var siblings = SiblingsOf(box, boxes);
        switch (random.Next(8))
        {
            case 0:
                siblings.Insert(random.Next(siblings.Count + 1), box.Copy());
                return $"{box.Type} twice";
            case 1:
                siblings.Remove(box);
                return $"{box.Type} removed";
            case 2:
                siblings.Remove(box);
                siblings.Insert(random.Next(siblings.Count + 1), box);
                return $"{box.Type} moved";
            case 3:
                var inside = Mp4Box.All([box]).ToList();
                var elsewhere = all.Where(other => other.Children is not null && !inside.Contains(other)).ToList();
                if (elsewhere.Count == 0) goto case 0;
                var place = elsewhere[random.Next(elsewhere.Count)];
                place.Children!.Insert(random.Next(place.Children.Count + 1), box.Copy());
                return $"{box.Type} in {place.Type}";
            case 4:
                box.ClaimedLength = random.Next(2) == 0 ? Lengths[random.Next(Lengths.Length)] : (uint)random.Next(1 << random.Next(3, 24));
                return $"{box.Type} claims {box.ClaimedLength} bytes";
            case 5:
                var tables = all.Where(other => Tables.Contains(other.Type)).ToList();
                if (tables.Count < 2) goto case 6;
                var (one, two) = (tables[random.Next(tables.Count)], tables[random.Next(tables.Count)]);
                (one.Payload, two.Payload) = (two.Payload, one.Payload);
                return $"{one.Type} and {two.Type} swapped";
            case 6:
                var fields = all.Where(other => other is { Children: null, Type: not "mdat", Payload.Length: >= 4 }).ToList();
                if (fields.Count == 0) goto case 0;
                var target = fields[random.Next(fields.Count)];
                var at = random.Next(target.Payload.Length - 3);
                if (random.Next(4) != 0) at &= ~3; // most fields are words at their place
                var value = Extremes[random.Next(Extremes.Length)];
                BinaryPrimitives.WriteUInt32BigEndian(target.Payload.AsSpan(at), value);
                return $"{target.Type}+{at} is {value:x}";
            default:
                var another = Mp4Box.Parse(seeds[random.Next(seeds.Count)].Bytes);
                var stranger = Mp4Box.All(another).Where(other => other.Type == box.Type).ToList();
                if (stranger.Count == 0) goto case 0;
                siblings[siblings.IndexOf(box)] = stranger[random.Next(stranger.Count)];
                return $"{box.Type} of another clip";
        }
    }

    private static string MutateBytes(ref byte[] bytes, Random random)
    {
        if (bytes.Length < 2) return "nothing left";
        if (random.Next(4) == 0)
        {
            Array.Resize(ref bytes, random.Next(1, bytes.Length));
            return $"cut to {bytes.Length} bytes";
        }
        var count = 1 << random.Next(12);
        var (from, length) = random.Next(2) == 0 ? (0, bytes.Length) : Stretch(bytes.Length, random);
        for (var i = 0; i < count; i++) bytes[from + random.Next(length)] ^= (byte)random.Next(1, 256);
        return $"{count} bytes of noise from {from} to {from + length}";
    }

    private static (int From, int Length) Stretch(int total, Random random)
    {
        var from = random.Next(total);
        return (from, random.Next(1, Math.Min(total - from, 4096) + 1));
    }

    private static List<Mp4Box> SiblingsOf(Mp4Box box, List<Mp4Box> boxes) =>
        boxes.Contains(box) ? boxes : Mp4Box.All(boxes).First(other => other.Children?.Contains(box) == true).Children!;
}
