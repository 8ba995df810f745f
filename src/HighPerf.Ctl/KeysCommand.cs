using System.CommandLine;
using HighPerf.Ctl.Output;
using HighPerf.Hosting;
using HighPerf.Hosting.Configuration;
using HighPerf.Hosting.Keys;

namespace HighPerf.Ctl;

/// <summary><c>hpctl keys new|rotate|show</c>: the keys of access tokens, JWT_KEYS. It needs no database, and prints no key to a terminal.</summary>
internal static class KeysCommand
{
    /// <summary>As the API issues them; a process that has not read the keys again yet may issue one a little later.</summary>
    private static readonly TimeSpan s_tokenLife = TimeSpan.FromSeconds(3600);

    public static Command Create() => new("keys", "Make, rotate and look at the keys of access tokens (JWT_KEYS).") { New(), Rotate(), Show() };

    private static Command New()
    {
        var file = File("The file that is written; -: standard output.");
        var from = new Option<string?>("--from")
        {
            Description = "File of the one secret there was (JWT_SECRET), -: standard input; it becomes the key that signs, so that nobody has to log in again.",
        };
        var replace = new Option<bool>("--replace") { Description = "Write over a file of keys: all tokens end, and everybody logs in again." };
        var command = new Command(
            "new", "Make the keys: one that signs, and the next one. Example: hpctl keys new /etc/highperf/secrets/web/jwt-keys") { file, from, replace };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            var now = TimeProvider.System.GetUtcNow();
            var target = parsed.GetRequiredValue(file);
            if (target != KeyFile.Standard && System.IO.File.Exists(target) && !parsed.GetValue(replace))
            {
                return await RefuseAsync($"{target} is there: rotate its keys, or --replace them, which ends all tokens");
            }

            var keys = parsed.GetValue(from) is { } old
                ? Understood(old, () => SigningKeys.Of(KeyFile.Read(old).TrimEnd('\r', '\n')).WithNext(now))
                : SigningKeys.New(now);
            return await WriteAsync(target, keys, $"{keys.Current.Id} signs, {keys.Next!.Id} is the next", cancellationToken);
        });
        return command;
    }

    private static Command Rotate()
    {
        var file = File("The file that is changed; -: from standard input to standard output.");
        var force = new Option<bool>("--force") { Description = "Also before the next key is known everywhere, or while tokens of the previous one live, which end then." };
        var command = new Command(
            "rotate",
            "Have the next key sign, keep the one before for the tokens it has signed, and add a next one. Refuses while a process might not know the next key yet, or "
            + "tokens of the previous one live. Reads HIGHPERF_SECRETS_REFRESH. Examples: hpctl keys rotate /etc/highperf/secrets/web/jwt-keys; hpctl keys rotate < old > new")
        {
            file, force,
        };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            var now = TimeProvider.System.GetUtcNow();
            var source = parsed.GetRequiredValue(file);
            var keys = Read(source);
            if (keys.Next is null)
            {
                var made = keys.WithNext(now);
                return await WriteAsync(source, made, $"{made.Next!.Id} is the next; rotate again when it is known everywhere", cancellationToken);
            }

            if (!parsed.GetValue(force) && Early(keys, now) is { } reason) return await RefuseAsync(reason);
            var rotated = keys.Rotate(now);
            return await WriteAsync(
                source, rotated, $"{rotated.Current.Id} signs, {rotated.Previous!.Id} is verified for the tokens it has signed, {rotated.Next!.Id} is the next", cancellationToken);
        });
        return command;
    }

    private static Command Show()
    {
        var file = File("The file that is read; -: standard input.");
        var command = new Command("show", "List the keys by their names (kid), never the keys themselves. Example: hpctl keys show /etc/highperf/secrets/web/jwt-keys")
        {
            file, CommonOptions.Json,
        };
        command.SetAction(parsed =>
        {
            var keys = Read(parsed.GetRequiredValue(file));
            List<KeyLine> lines = [Line("current", keys.Current)];
            if (keys.Next is { } next) lines.Insert(0, Line("next", next));
            if (keys.Previous is { } previous) lines.Add(Line("previous", previous));
            if (parsed.GetValue(CommonOptions.Json)) JsonOutput.Write(lines, ControlJson.Default.IReadOnlyListKeyLine);
            else
            {
                TableOutput.Write("", ["slot", "kid", "published", "retired"], lines.Select(line => new[]
                {
                    line.Slot, line.Kid, Readable.Time(line.Published?.UtcDateTime), Readable.Time(line.Retired?.UtcDateTime),
                }));
            }

            return ExitCode.Success;
        });
        return command;
    }

    /// <summary>Why a rotation would be too early, and for how long; null when it is not.</summary>
    private static string? Early(SigningKeys keys, DateTimeOffset now)
    {
        var known = 2 * new Settings(Environment.GetEnvironmentVariable).Get(CommonSettings.SecretsRefresh);
        if (keys.Next!.Published + known - now is { Ticks: > 0 } left) return $"{keys.Next.Id} may not be known everywhere yet: in {Readable.Age(left)}, or --force";
        return keys.Previous?.Retired + s_tokenLife + known - now is { Ticks: > 0 } rest
            ? $"tokens of {keys.Previous!.Id} are valid: in {Readable.Age(rest)}, or --force, which ends them"
            : null;
    }

    private static KeyLine Line(string slot, SigningKey key) => new(slot, key.Id, key.Published, key.Retired);

    private static SigningKeys Read(string source) => Understood(source, () => SigningKeys.Parse(KeyFile.Read(source)));

    private static SigningKeys Understood(string source, Func<SigningKeys> read)
    {
        try
        {
            return read();
        }
        catch (FormatException e)
        {
            throw new SettingException($"{(source == KeyFile.Standard ? "standard input" : source)} {e.Message}", e);
        }
    }

    private static async Task<int> WriteAsync(string target, SigningKeys keys, string said, CancellationToken cancellationToken)
    {
        if (target != KeyFile.Standard)
        {
            KeyFile.Replace(target, keys.Write() + "\n");
        }
        else if (Console.IsOutputRedirected)
        {
            await Console.Out.WriteLineAsync(keys.Write().AsMemory(), cancellationToken);
        }
        else
        {
            return await RefuseAsync("keys are not printed on a terminal: name a file");
        }

        await Console.Error.WriteLineAsync($"hpctl: {said}");
        return ExitCode.Success;
    }

    private static async Task<int> RefuseAsync(string reason)
    {
        await Console.Error.WriteLineAsync($"hpctl: {reason}");
        return ExitCode.Failure;
    }

    private static Argument<string> File(string meaning) => new("FILE") { Description = meaning, DefaultValueFactory = _ => KeyFile.Standard };
}
