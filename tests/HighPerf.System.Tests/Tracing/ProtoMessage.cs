using System.Buffers.Binary;
using System.Text;

namespace HighPerf.System.Tests.Tracing;

/// <summary>Reads protobuf messages, as much of the encoding as OTLP uses. Source: Protocol Buffers documentation, "Encoding".</summary>
internal static class ProtoMessage
{
    private const int Varint = 0;
    private const int Fixed64 = 1;
    private const int LengthDelimited = 2;
    private const int Fixed32 = 5;

    /// <summary>The fields in the order they have in the message.</summary>
    /// <exception cref="InvalidDataException">It is no protobuf message.</exception>
    public static IReadOnlyList<ProtoField> Fields(ReadOnlyMemory<byte> message)
    {
        var fields = new List<ProtoField>();
        for (var rest = message; rest.Length > 0;)
        {
            var tag = Number(ref rest);
            var number = (int)(tag >> 3);
            fields.Add((int)(tag & 7) switch
            {
                Varint => new ProtoField(number, Number(ref rest), default),
                Fixed64 => new ProtoField(number, BinaryPrimitives.ReadUInt64LittleEndian(Take(ref rest, sizeof(ulong)).Span), default),
                LengthDelimited => new ProtoField(number, 0, Take(ref rest, Number(ref rest))),
                Fixed32 => new ProtoField(number, BinaryPrimitives.ReadUInt32LittleEndian(Take(ref rest, sizeof(uint)).Span), default),
                var type => throw new InvalidDataException($"wire type {type}"),
            });
        }

        return fields;
    }

    /// <summary>The messages, strings or bytes of one field.</summary>
    public static IEnumerable<ReadOnlyMemory<byte>> All(ReadOnlyMemory<byte> message, int number) =>
        Fields(message).Where(field => field.Number == number).Select(field => field.Bytes);

    /// <summary>The bytes of a field; none when it is not there.</summary>
    public static ReadOnlyMemory<byte> Bytes(ReadOnlyMemory<byte> message, int number) => All(message, number).LastOrDefault();

    public static string Text(ReadOnlyMemory<byte> message, int number) => Encoding.UTF8.GetString(Bytes(message, number).Span);

    private static ulong Number(ref ReadOnlyMemory<byte> rest)
    {
        ulong number = 0;
        for (var shift = 0; shift < 64; shift += 7)
        {
            var next = Take(ref rest, 1).Span[0];
            number |= (ulong)(next & 0x7F) << shift;
            if (next < 0x80) return number;
        }

        throw new InvalidDataException("a number of more than ten bytes");
    }

    private static ReadOnlyMemory<byte> Take(ref ReadOnlyMemory<byte> rest, ulong length)
    {
        if (length > (ulong)rest.Length) throw new InvalidDataException($"{length} bytes are announced, {rest.Length} are there");
        var taken = rest[..(int)length];
        rest = rest[(int)length..];
        return taken;
    }
}
