using HighPerf.Chaos;

if (ChaosOptions.Parse(args) is not { } options)
{
    await Console.Error.WriteLineAsync(ChaosOptions.Usage);
    return 2;
}

return await ChaosRun.RunAsync(options);
