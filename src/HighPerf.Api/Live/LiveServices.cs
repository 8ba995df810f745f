namespace HighPerf.Api.Live;

internal static class LiveServices
{
    /// <summary>What event streams listen to.</summary>
    public static void AddLive(this IServiceCollection services)
    {
        services.AddSingleton<LiveSignals>();
        services.AddSingleton<EventStreams>();
        services.AddSingleton<VideoWatch>();
        services.AddHostedService(provider => provider.GetRequiredService<VideoWatch>());
    }
}
