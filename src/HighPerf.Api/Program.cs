using HighPerf.Api;
using HighPerf.Api.Configuration;
using HighPerf.Hosting;

var program = new ServiceProgram("highperf-api", "the REST API of the video skills competition", ApiSettings.All);
return await program.RunAsync(args, settings => ApiHost.Build(ApiOptions.Read(settings), settings));
