using System.Diagnostics;
using System.Globalization;
using System.Net.Sockets;
using System.Text;
using HighPerf.Testing.Stacks;

namespace HighPerf.ApiRace.Load;

/// <summary>
/// A vote at a steady pace, each of another player for another video, while something else is measured. Connections take turns, so that no vote waits for
/// another's answer; plain sockets, as the generator has its processor to share.
/// </summary>
internal sealed class SteadyVotes : IAsyncDisposable
{
    private const int Connections = 16;

    private readonly CancellationTokenSource _stop = new();
    private readonly Task<int[]> _work;
    private readonly long _began = Stopwatch.GetTimestamp();
    private readonly TimeSpan _pace;

    /// <param name="ballots">Fresh ones, of which each is used once.</param>
    public SteadyVotes(ApiStack stack, IEnumerator<Ballot> ballots, TimeSpan pace)
    {
        _pace = pace;
        _work = Task.WhenAll(Enumerable.Range(0, Connections).Select(n => Task.Run(() => VoteAsync(stack.Url, ballots, n))));
    }

    /// <summary>An <see cref="InvalidOperationException"/> when a vote was not counted or came late: the ranking had less to do than is said of it.</summary>
    public async ValueTask DisposeAsync()
    {
        var due = (int)(Stopwatch.GetElapsedTime(_began) / _pace);
        await _stop.CancelAsync();
        var counted = (await _work).Sum();
        _stop.Dispose();
        if (counted < 0.98 * due) throw new InvalidOperationException(string.Create(CultureInfo.InvariantCulture, $"of {due} votes that were due {counted} were counted"));
    }

    private async Task<int> VoteAsync(Uri server, IEnumerator<Ballot> ballots, int turn)
    {
        using var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        await socket.ConnectAsync(server.Host, server.Port);
        var answer = new HttpAnswer(socket);
        var counted = 0;
        for (var due = _pace * turn; !_stop.IsCancellationRequested; due += _pace * Connections)
        {
            var wait = due - Stopwatch.GetElapsedTime(_began);
            if (wait > TimeSpan.Zero) await Task.Delay(wait, _stop.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            if (_stop.IsCancellationRequested) break;
            var ballot = Next(ballots);
            await socket.SendAsync(Encoding.ASCII.GetBytes(
                $"POST /api/public/videos/{ballot.Video}/vote HTTP/1.1\r\nHost: {server.Authority}\r\nAuthorization: Bearer {ballot.Token}\r\nContent-Length: 0\r\n\r\n"));
            if (await answer.ReadAsync() == 200) counted++;
        }

        return counted;
    }

    private static Ballot Next(IEnumerator<Ballot> ballots)
    {
        lock (ballots) return ballots.MoveNext() ? ballots.Current : throw new InvalidOperationException("no ballots are left");
    }
}
