namespace HighPerf.Api.Accounts;

internal sealed record AccountDeleted(string Message);
