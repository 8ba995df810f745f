namespace HighPerf.System.Tests.Tracing;

/// <summary>A span as a collector gets it. Ids are lower-case hexadecimal; the parent's is empty where there is none.</summary>
/// <param name="Service">The program: <c>service.name</c> of its resource.</param>
/// <param name="Kind">Span.SpanKind: 1 internal, 4 producer, 5 consumer.</param>
/// <param name="Tags">Its attributes, as text.</param>
internal sealed record ReceivedSpan(
    string Service, string TraceId, string SpanId, string ParentId, string Name, int Kind, IReadOnlyDictionary<string, string> Tags)
{
    public const int Internal = 1;
    public const int Producer = 4;
    public const int Consumer = 5;
}
