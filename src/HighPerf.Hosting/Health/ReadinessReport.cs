namespace HighPerf.Hosting.Health;

/// <summary>What <c>/health/ready</c> answers: <c>ready</c> with 200, <c>unready</c> with 503; each check is <c>ok</c> or what is wrong.</summary>
internal sealed record ReadinessReport(string Status, IReadOnlyDictionary<string, string> Checks);
