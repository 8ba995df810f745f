using System.Diagnostics;
using System.Text;

namespace HighPerf.ApiRace.Load;

/// <summary>
/// Requests at a rate that does not wait for the answers: each has its time, and its latency counts from then, so that a server that stalls is not asked
/// less and cannot hide it (coordinated omission). One thread looks at all connections each millisecond, sends what is due and reads what has come. A
/// request is sent at one pass and its answer read at the next or later: one to two passes are in every latency.
/// </summary>
internal sealed class OpenLoop : IDisposable
{
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(30);

    private readonly string _target;
    private readonly TimeSpan _each;
    private readonly List<TimedConnection> _connections;

    /// <summary>Connects.</summary>
    /// <exception cref="System.Net.Sockets.SocketException">The server does not listen.</exception>
    public OpenLoop(Uri server, string target, double perSecond, int connections)
    {
        var request = Encoding.ASCII.GetBytes($"GET {target} HTTP/1.1\r\nHost: {server.Authority}\r\n\r\n");
        _target = target;
        _each = TimeSpan.FromSeconds(connections / perSecond);
        _connections = [.. Enumerable.Range(0, connections).Select(_ => new TimedConnection(server, request))];
    }

    /// <exception cref="InvalidOperationException">An answer that is not 200, or none.</exception>
    public Task<OpenLoopResult> RunAsync(TimeSpan duration, CancellationToken cancellationToken) =>
        Task.Factory.StartNew(() => Run(duration, cancellationToken), cancellationToken, TaskCreationOptions.LongRunning, TaskScheduler.Default);

    public void Dispose()
    {
        foreach (var connection in _connections) connection.Dispose();
    }

    private OpenLoopResult Run(TimeSpan duration, CancellationToken cancellationToken)
    {
        for (var n = 0; n < _connections.Count; n++) _connections[n].Begin(_each * ((double)n / _connections.Count), _each);
        var latencies = new List<double>((int)(duration / _each * _connections.Count) + _connections.Count);
        var passes = new List<double>((int)duration.TotalMilliseconds);
        var began = Stopwatch.GetTimestamp();
        var last = began;
        for (var asking = true; asking;)
        {
            if (cancellationToken.WaitHandle.WaitOne(1)) throw new OperationCanceledException(cancellationToken);
            asking = false;
            foreach (var connection in _connections) asking |= connection.Step(began, duration, latencies);
            var now = Stopwatch.GetTimestamp();
            passes.Add(Stopwatch.GetElapsedTime(last, now).TotalMilliseconds);
            last = now;
            if (asking && Stopwatch.GetElapsedTime(began, now) > duration + s_patience)
            {
                throw new InvalidOperationException($"{_target}: answers are {s_patience.TotalSeconds:0} s late, or the generator is; its 99th percentile of a pass was {Sorted(passes)[(int)(passes.Count * 0.99)]:F1} ms of 1");
            }
        }

        return new OpenLoopResult(Sorted(latencies), Sorted(passes));
    }

    private static double[] Sorted(List<double> all)
    {
        double[] sorted = [.. all];
        Array.Sort(sorted);
        return sorted;
    }
}
