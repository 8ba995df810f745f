namespace HighPerf.Load.Tests.Servers;

/// <summary>What a <see cref="ScriptedServer"/> was asked.</summary>
/// <param name="Line">The request line.</param>
/// <param name="Length">Of the body.</param>
/// <param name="Connection">Which one of the server's, from 1.</param>
/// <param name="Number">Which request of the connection, from 1.</param>
/// <param name="Stopping">The test is over.</param>
internal sealed record ScriptedRequest(string Line, int Length, int Connection, int Number, CancellationToken Stopping)
{
    public string Target => Line.Split(' ')[1];
}
