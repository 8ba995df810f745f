using System.Net.Sockets;
using HighPerf.Hosting.Configuration;
using HighPerf.Hosting.Secrets;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace HighPerf.Hosting;

/// <summary>What the long-running programs share around their main: <c>--help</c>, <c>--version</c>, <c>--settings</c>, exit codes.</summary>
public sealed record ServiceProgram(string Name, string Purpose, IReadOnlyList<Setting> Settings)
{
    public static string Version { get; } = typeof(ServiceProgram).Assembly.GetName().Version?.ToString(3) ?? "0";

    /// <summary>More arguments, each of which prints something and ends the program.</summary>
    public IReadOnlyDictionary<string, Func<Task>> Prints { get; init; } = new Dictionary<string, Func<Task>>(StringComparer.Ordinal);

    /// <summary>Verbs with a help of their own, as the usage names them.</summary>
    public IReadOnlyList<string> Verbs { get; init; } = [];

    /// <summary>The layer of a secret of AWS Secrets Manager, by its id; null where a program has no way there.</summary>
    public Func<string, ISecretLayer>? Cloud { get; init; }

    public async Task<int> RunAsync(string[] arguments, Func<Settings, WebApplication> compose)
    {
        switch (arguments)
        {
            case ["--version"]:
                Console.WriteLine($"{Name} {Version}");
                return ExitCode.Success;
            case ["--help" or "-h" or "help"]:
                Console.WriteLine($"{Name} {Version}: {Purpose}\n\nusage: {Name} [{string.Join(" | ", ["--help", "--version", "--settings", .. Prints.Keys, .. Verbs])}]\n\n"
                    + "It is configured by environment variables; --settings lists them with unit, default and meaning.");
                return ExitCode.Success;
            case ["--settings"]:
                Console.Write(SettingsPage.Write(Settings));
                return ExitCode.Success;
            case [var argument] when Prints.TryGetValue(argument, out var print):
                await print();
                return ExitCode.Success;
            case [var unknown, ..]:
                await Console.Error.WriteLineAsync($"{Name}: unknown argument '{unknown}', see {Name} --help");
                return ExitCode.Usage;
        }

        try
        {
            await using var application = compose(await Configuration.Settings.ReadAsync(Settings, Environment.GetEnvironmentVariable, Cloud, TimeProvider.System));
            var services = application.Services.GetServices<IHostedService>().OfType<BackgroundService>().ToArray();
            await application.RunAsync();
            return services.Any(service => service.ExecuteTask is { IsFaulted: true }) ? ExitCode.Failure : ExitCode.Success;
        }
        catch (SettingException e)
        {
            await Console.Error.WriteLineAsync($"{Name}: {e.Message}");
            return ExitCode.Configuration;
        }
        catch (SecretException e)
        {
            await Console.Error.WriteLineAsync($"{Name}: {e.Message}");
            return e.MayPass ? ExitCode.Unavailable : ExitCode.Configuration;
        }
        catch (Exception e) when (e is IOException or SocketException) // a directory that cannot be written to, an address not to be had
        {
            await Console.Error.WriteLineAsync($"{Name}: {e.Message}");
            return ExitCode.Unavailable;
        }
    }
}
