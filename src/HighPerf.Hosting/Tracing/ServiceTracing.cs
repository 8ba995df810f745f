using Microsoft.Extensions.DependencyInjection;
using OpenTelemetry.Exporter;
using OpenTelemetry.Trace;

namespace HighPerf.Hosting.Tracing;

/// <summary>
/// OpenTelemetry's traces of uploads and of the jobs they give rise to, sent to a collector by OTLP over HTTP. Only our own sources are
/// listened to: the web server's would make an Activity of every request. Where this is not called nobody listens, and no span is made.
/// </summary>
internal static class ServiceTracing
{
    /// <summary>Longest time that sending a batch may take, in milliseconds; what the collector has not taken by then is lost.</summary>
    private const int SendTimeout = 3_000;

    /// <param name="collector">Its base address, as <c>OTEL_EXPORTER_OTLP_ENDPOINT</c> has it.</param>
    /// <param name="ratio">Share of the traces that begin here and are kept, 0–1. One that has begun elsewhere is kept when it was there.</param>
    public static void AddServiceTracing(this IServiceCollection services, Uri collector, double ratio) =>
        services.AddOpenTelemetry().WithTracing(traces => traces
            .AddSource("HighPerf.*")
            .SetSampler(new ParentBasedSampler(new TraceIdRatioBasedSampler(ratio)))
            .AddOtlpExporter(exporter =>
            {
                exporter.Protocol = OtlpExportProtocol.HttpProtobuf;
                exporter.Endpoint = TracesOf(collector);
                exporter.TimeoutMilliseconds = SendTimeout;
            }));

    /// <summary>
    /// Where a collector takes traces: <c>v1/traces</c> below its base address. Source: OpenTelemetry Protocol Exporter, "Endpoint URLs for
    /// OTLP/HTTP".
    /// </summary>
    internal static Uri TracesOf(Uri collector) =>
        new UriBuilder(collector) { Path = collector.AbsolutePath.TrimEnd('/') + "/v1/traces" }.Uri;
}
