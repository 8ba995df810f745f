// The least a Native AOT web program can be: the yardstick of ./dev measure for the start-up of highperf-api.

WebApplicationBuilder builder = WebApplication.CreateSlimBuilder(args);
builder.Logging.ClearProviders();
builder.WebHost.UseUrls(Environment.GetEnvironmentVariable("HIGHPERF_API_LISTEN") ?? "http://127.0.0.1:5000");

WebApplication app = builder.Build();
app.MapGet("/health/live", () => "live");
await app.RunAsync();
