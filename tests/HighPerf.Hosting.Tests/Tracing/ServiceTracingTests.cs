using System.Diagnostics;
using HighPerf.Hosting.Configuration;
using HighPerf.Hosting.Tracing;
using Microsoft.Extensions.DependencyInjection;
using OpenTelemetry.Trace;

namespace HighPerf.Hosting.Tests.Tracing;

public sealed class ServiceTracingTests
{
    [Theory]
    [InlineData(null, false)]
    [InlineData("http://127.0.0.1:4318", true)]
    public async Task Nobody_listens_to_spans_unless_there_is_somewhere_to_send_them(string? endpoint, bool listened)
    {
        var settings = new Settings(name => name == "OTEL_EXPORTER_OTLP_ENDPOINT" ? endpoint : null);
        var builder = ServiceHost.CreateBuilder("test", settings, new Uri("http://127.0.0.1:0"), TimeSpan.FromSeconds(1));
        await using var application = builder.Build();
        _ = application.Services.GetService<TracerProvider>(); // as the host does when it starts
        using var ours = new ActivitySource("HighPerf.Test");
        using var framework = new ActivitySource("Microsoft.AspNetCore");
        Assert.Equal((listened, false), (ours.HasListeners(), framework.HasListeners()));
    }

    [Theory]
    [InlineData("http://collector:4318", "http://collector:4318/v1/traces")]
    [InlineData("http://collector:4318/", "http://collector:4318/v1/traces")]
    [InlineData("https://collector.example/otlp/", "https://collector.example/otlp/v1/traces")]
    public void Traces_go_below_the_collectors_address(string collector, string traces) =>
        Assert.Equal(traces, ServiceTracing.TracesOf(new Uri(collector)).AbsoluteUri);
}
