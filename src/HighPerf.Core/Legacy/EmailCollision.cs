namespace HighPerf.Core.Legacy;

/// <summary>
/// One e-mail, whatever its case, with more than one account: <c>Kept</c> is the old id that keeps it, null when a player of the new
/// system has it; <c>Others</c> are the old ids that become part of that player, or stop the import.
/// </summary>
public sealed record EmailCollision(string Email, long? Kept, IReadOnlyList<long> Others);
