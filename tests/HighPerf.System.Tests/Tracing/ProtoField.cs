namespace HighPerf.System.Tests.Tracing;

/// <summary>One field of a protobuf message, not yet understood.</summary>
/// <param name="Number">As the .proto file has it.</param>
/// <param name="Value">Of a varint or a fixed number: its bits.</param>
/// <param name="Bytes">Of a string, bytes or message.</param>
internal readonly record struct ProtoField(int Number, ulong Value, ReadOnlyMemory<byte> Bytes);
