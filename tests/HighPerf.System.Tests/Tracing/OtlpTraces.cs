using System.Globalization;

namespace HighPerf.System.Tests.Tracing;

/// <summary>
/// Reads an ExportTraceServiceRequest. The numbers are those of opentelemetry-proto 1.x: collector/trace/v1/trace_service.proto,
/// trace/v1/trace.proto, resource/v1/resource.proto, common/v1/common.proto.
/// </summary>
internal static class OtlpTraces
{
    public static IEnumerable<ReceivedSpan> Read(ReadOnlyMemory<byte> request) =>
        from resourceSpans in ProtoMessage.All(request, 1)
        let service = Attributes(ProtoMessage.Bytes(resourceSpans, 1), 1).GetValueOrDefault("service.name", "")
        from scopeSpans in ProtoMessage.All(resourceSpans, 2)
        from span in ProtoMessage.All(scopeSpans, 2)
        select Span(service, span);

    private static ReceivedSpan Span(string service, ReadOnlyMemory<byte> span) => new(
        service,
        Hex(ProtoMessage.Bytes(span, 1)),
        Hex(ProtoMessage.Bytes(span, 2)),
        Hex(ProtoMessage.Bytes(span, 4)),
        ProtoMessage.Text(span, 5),
        (int)ProtoMessage.Fields(span).LastOrDefault(field => field.Number == 6).Value,
        Attributes(span, 9));

    private static Dictionary<string, string> Attributes(ReadOnlyMemory<byte> message, int number) =>
        ProtoMessage.All(message, number).ToDictionary(
            pair => ProtoMessage.Text(pair, 1), pair => Value(ProtoMessage.Bytes(pair, 2)), StringComparer.Ordinal);

    /// <summary>An AnyValue: text, truth, whole or broken number; of others nothing.</summary>
    private static string Value(ReadOnlyMemory<byte> any) => ProtoMessage.Fields(any) switch
    {
        [{ Number: 1 }] => ProtoMessage.Text(any, 1),
        [{ Number: 2, Value: var truth }] => truth != 0 ? "true" : "false",
        [{ Number: 3, Value: var whole }] => ((long)whole).ToString(CultureInfo.InvariantCulture),
        [{ Number: 4, Value: var bits }] => BitConverter.UInt64BitsToDouble(bits).ToString(CultureInfo.InvariantCulture),
        _ => "",
    };

    private static string Hex(ReadOnlyMemory<byte> id) => Convert.ToHexStringLower(id.Span);
}
