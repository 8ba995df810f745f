using HighPerf.Api;
using HighPerf.Api.Configuration;
using HighPerf.Api.OpenApi;
using HighPerf.Aws;
using HighPerf.Hosting;

var program = new ServiceProgram("highperf-api", "the REST API of the video skills competition", ApiSettings.All)
{
    Prints = new Dictionary<string, Func<Task>>(StringComparer.Ordinal)
    {
        ["--openapi"] = PrintedDocument.PrintAsync,
        ["--routes"] = PrintedDocument.PrintRoutesAsync,
    },
    Cloud = id => new SecretsManagerLayer(id),
};
return await program.RunAsync(args, settings => ApiHost.Build(ApiOptions.Read(settings), settings));
