using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Server.Kestrel.Transport.Sockets;
using Microsoft.Extensions.DependencyInjection;

namespace HighPerf.Hosting.Draining;

/// <summary>Puts the drain between the server and its transport.</summary>
public static class DrainServices
{
    /// <param name="patience">How long open connections may go on after SIGTERM; zero: not at all.</param>
    public static void AddDrain(this IServiceCollection services, TimeSpan patience)
    {
        services.AddSingleton(provider => new Drain(patience, provider.GetRequiredService<TimeProvider>()));
        services.AddHostedService(provider => provider.GetRequiredService<Drain>());
        services.AddOptions<SocketTransportOptions>().Configure<Drain>((sockets, drain) => sockets.CreateBoundListenSocket = endpoint =>
        {
            var socket = SocketTransportOptions.CreateDefaultBoundListenSocket(endpoint);
            drain.Add(socket);
            return socket;
        });
        var transport = services.Last(service => service.ServiceType == typeof(IConnectionListenerFactory));
        services.Remove(transport);
        services.AddSingleton<IConnectionListenerFactory>(provider => new DrainingTransport(
            (IConnectionListenerFactory)ActivatorUtilities.CreateInstance(provider, transport.ImplementationType!), provider.GetRequiredService<Drain>()));
    }

    /// <summary>While draining, every answer is the last one of its connection. Comes first.</summary>
    public static void UseDrain(this WebApplication application)
    {
        var drain = application.Services.GetRequiredService<Drain>();
        application.Use(next => context =>
        {
            if (drain.IsDraining) context.Response.Headers.Connection = "close";
            return next(context);
        });
    }
}
