using System.CommandLine;
using HighPerf.Queue.Inspection;

namespace HighPerf.Ctl;

/// <summary>Which dead letters a verb is for: named ones, those of a kind, or all.</summary>
internal sealed class DeadSelection
{
    private readonly Argument<Guid[]> _ids = new("ID")
    {
        Description = "The ids of dead letters.",
        Arity = ArgumentArity.ZeroOrMore,
    };

    private readonly Option<string?> _kind = new("--kind") { Description = "All dead letters of this kind." };
    private readonly Option<bool> _all = new("--all") { Description = "All dead letters." };

    public void AddTo(Command command)
    {
        command.Add(_ids);
        command.Add(_kind);
        command.Add(_all);
        command.Validators.Add(result =>
        {
            var ways = (result.GetValue(_ids) is { Length: > 0 } ? 1 : 0) + (result.GetValue(_kind) is not null ? 1 : 0) + (result.GetValue(_all) ? 1 : 0);
            if (ways != 1) result.AddError("name either ids, or --kind, or --all");
        });
    }

    /// <summary>The ids, oldest first unless they were named.</summary>
    public async Task<IReadOnlyList<Guid>> IdsAsync(ParseResult parsed, Inspector inspector, CancellationToken cancellationToken) =>
        parsed.GetValue(_ids) is { Length: > 0 } named ? [.. named.Distinct()] : await inspector.DeadIdsAsync(parsed.GetValue(_kind), cancellationToken);
}
