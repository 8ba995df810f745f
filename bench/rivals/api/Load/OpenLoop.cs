using System.Diagnostics;
using System.Net.Sockets;
using System.Text;

namespace HighPerf.ApiRace.Load;

/// <summary>
/// Requests at a rate that does not wait for the answers: each has its time, and its latency counts from then, so that a server that stalls is not asked
/// less and cannot hide it (coordinated omission). Timers tick each millisecond, which is in every latency.
/// </summary>
internal sealed class OpenLoop(Uri server, string target, double perSecond, int connections)
{
    private readonly byte[] _request = Encoding.ASCII.GetBytes($"GET {target} HTTP/1.1\r\nHost: {server.Authority}\r\n\r\n");

    /// <summary>Milliseconds of every answer, sorted.</summary>
    public async Task<double[]> RunAsync(TimeSpan duration)
    {
        var began = Stopwatch.GetTimestamp();
        var each = TimeSpan.FromSeconds(connections / perSecond);
        var latencies = await Task.WhenAll(Enumerable.Range(0, connections).Select(n => Task.Run(() => AskAsync(began, each * ((double)n / connections), each, duration))));
        double[] all = [.. latencies.SelectMany(some => some)];
        Array.Sort(all);
        return all;
    }

    private async Task<List<double>> AskAsync(long began, TimeSpan first, TimeSpan each, TimeSpan duration)
    {
        using var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        await socket.ConnectAsync(server.Host, server.Port);
        var answer = new HttpAnswer(socket);
        var latencies = new List<double>();
        for (var due = first; due < duration; due += each)
        {
            var wait = due - Stopwatch.GetElapsedTime(began);
            if (wait > TimeSpan.Zero) await Task.Delay(wait);
            await socket.SendAsync(_request);
            if (await answer.ReadAsync() != 200) throw new InvalidOperationException($"{target} was refused");
            latencies.Add((Stopwatch.GetElapsedTime(began) - due).TotalMilliseconds);
        }

        return latencies;
    }
}
