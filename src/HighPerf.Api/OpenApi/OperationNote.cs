namespace HighPerf.Api.OpenApi;

/// <summary>What is written by hand about one operation.</summary>
/// <param name="Description">What it does, where the summary does not say it all.</param>
/// <param name="Success">What the successful answer means, and its body.</param>
/// <param name="Refusals">The codes of every refusal it may give, besides those of any operation.</param>
internal sealed record OperationNote(string? Description, string Success, params string[] Refusals)
{
    /// <summary>The body of a request, JSON.</summary>
    public string? Request { get; init; }

    /// <summary>The body of the successful answer, JSON.</summary>
    public string? Response { get; init; }

    /// <summary>The file may be a picture.</summary>
    public bool Pictures { get; init; }

    /// <summary>Answers from memory, whatever else is away.</summary>
    public bool NeedsNothing { get; init; }

    /// <summary>Works without a token, but refuses an invalid one.</summary>
    public bool TokenIsOptional { get; init; }
}
