namespace HighPerf.Api.Contests;

/// <param name="OpensAt">When votes begin to be taken, or null: at once.</param>
/// <param name="ClosesAt">When votes cease to be taken, or null: never.</param>
/// <param name="State"><c>upcoming</c>, <c>open</c> or <c>closed</c>.</param>
internal sealed record ContestResponse(DateTime? OpensAt, DateTime? ClosesAt, string State);
