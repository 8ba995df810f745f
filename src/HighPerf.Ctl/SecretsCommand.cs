using System.CommandLine;
using HighPerf.Aws;
using HighPerf.Ctl.Output;
using HighPerf.Hosting;
using HighPerf.Hosting.Configuration;
using HighPerf.Hosting.Secrets;

namespace HighPerf.Ctl;

/// <summary><c>hpctl secrets fetch</c>: secrets of AWS into files, for programs that have no way there.</summary>
internal static class SecretsCommand
{
    public static Command Create() => new("secrets", "Bring secrets to where programs read them.") { Fetch() };

    private static Command Fetch()
    {
        var directory = new Argument<string>("DIR") { Description = "The directory, which the program's HIGHPERF_SECRETS_DIR names; made when absent, closed to others." };
        var names = new Argument<string[]>("NAME") { Description = "What is fetched, as files are called: database-url.", Arity = ArgumentArity.OneOrMore };
        var command = new Command(
            "fetch",
            "Write secrets of AWS_SECRET_ID into files, each replaced in one step and only when it is another one: at a unit's start (ExecStartPre=) and by a timer. "
            + "Example: hpctl secrets fetch /run/highperf-worker/secrets database-url redis-url")
        {
            directory, names,
        };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            var id = new Settings(Environment.GetEnvironmentVariable).Find(CommonSettings.AwsSecret)
                ?? throw new SettingException($"{CommonSettings.AwsSecret.Name} is not set: {CommonSettings.AwsSecret.Meaning}");
            var (layer, files) = (new SecretsManagerLayer(id), parsed.GetRequiredValue(names));
            var wanted = files.Distinct(StringComparer.Ordinal).ToDictionary(file => file.ToUpperInvariant().Replace('-', '_'), file => file, StringComparer.Ordinal);
            var found = await layer.ReadAsync(wanted.Keys, cancellationToken);
            if (wanted.FirstOrDefault(pair => !found.ContainsKey(pair.Key)).Value is { } missing) throw new SecretException($"{layer.Name}: it has no {missing}");
            KeyFile.CreateDirectory(parsed.GetRequiredValue(directory));
            foreach (var (name, file) in wanted)
            {
                var path = Path.Combine(parsed.GetRequiredValue(directory), file);
                if (File.Exists(path) && await File.ReadAllTextAsync(path, cancellationToken) == found[name]) continue;
                KeyFile.Replace(path, found[name]);
                Console.WriteLine($"{path} is new");
            }

            return ExitCode.Success;
        });
        return command;
    }
}
