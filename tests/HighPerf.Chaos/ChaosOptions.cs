using System.Globalization;

namespace HighPerf.Chaos;

/// <summary>What the command line asks for.</summary>
/// <param name="Seed">Decides which acts come in which order, on whom, and after which pauses.</param>
/// <param name="Kills">How many acts.</param>
/// <param name="Limit">Stop killing after this long, whatever the number; null: no limit.</param>
/// <param name="Keep">Keep the directory of the run also when all is well.</param>
internal sealed record ChaosOptions(int Seed, int Kills, TimeSpan? Limit, bool Keep)
{
    public const string Usage = "usage: HighPerf.Chaos [--seed S] [--kills N] [--minutes M] [--keep]";

    /// <summary>The command that repeats this run.</summary>
    public string Command => string.Create(CultureInfo.InvariantCulture, $"./dev chaos --seed {Seed} --kills {Kills}")
        + (Limit is { } limit ? string.Create(CultureInfo.InvariantCulture, $" --minutes {limit.TotalMinutes:0}") : string.Empty);

    /// <summary>Null: not understood.</summary>
    public static ChaosOptions? Parse(IReadOnlyList<string> arguments)
    {
        var options = new ChaosOptions(Seed: 1, Kills: 40, Limit: null, Keep: false);
        for (var i = 0; i < arguments.Count; i++)
        {
            if (arguments[i] == "--keep")
            {
                options = options with { Keep = true };
                continue;
            }

            if (i + 1 == arguments.Count || !int.TryParse(arguments[i + 1], NumberStyles.None, CultureInfo.InvariantCulture, out var value))
                return null;
            switch (arguments[i++])
            {
                case "--seed":
                    options = options with { Seed = value };
                    break;
                case "--kills" when value > 0:
                    options = options with { Kills = value };
                    break;
                case "--minutes" when value > 0:
                    options = options with { Limit = TimeSpan.FromMinutes(value) };
                    break;
                default:
                    return null;
            }
        }

        return options;
    }
}
