using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace HighPerf.Sizes;

/// <summary>Time from starting a program to its first 200 on <c>/health/live</c>, beside that of a yardstick.</summary>
internal static class StartRace
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);
    private static readonly byte[] Request = Encoding.ASCII.GetBytes("GET /health/live HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\n\r\n");

    public static Task<bool> RunAsync(int rounds, double limit, string yardstick, string program) =>
        Turns.RaceAsync(rounds, limit, Of(yardstick), Of(program));

    private static Contestant Of(string program) => new($"HIGHPERF_API_LISTEN=http://127.0.0.1:PORT {program}", () => TimeAsync(program));

    private static async Task<double> TimeAsync(string program)
    {
        int port = FreePort();
        var info = new ProcessStartInfo(program) { UseShellExecute = false, RedirectStandardOutput = true, RedirectStandardError = true };
        info.Environment["HIGHPERF_API_LISTEN"] = string.Create(CultureInfo.InvariantCulture, $"http://127.0.0.1:{port}");

        var log = new StringBuilder();
        long start = Stopwatch.GetTimestamp();
        using Process process = Process.Start(info) ?? throw new InvalidOperationException($"{program} did not start.");
        process.OutputDataReceived += (_, line) => Keep(line.Data);
        process.ErrorDataReceived += (_, line) => Keep(line.Data);
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        try
        {
            while (!await AnswersAsync(port))
            {
                if (process.HasExited || Stopwatch.GetElapsedTime(start) > Patience)
                    throw new InvalidOperationException($"{program} gave no 200 on /health/live:\n{log}");
                await Task.Delay(1);
            }

            return Stopwatch.GetElapsedTime(start).TotalMilliseconds;
        }
        finally
        {
            process.Kill(entireProcessTree: true);
            await process.WaitForExitAsync();
        }

        void Keep(string? line)
        {
            lock (log)
                log.AppendLine(line);
        }
    }

    private static async Task<bool> AnswersAsync(int port)
    {
        using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        byte[] answer = new byte[12];
        try
        {
            await socket.ConnectAsync(IPAddress.Loopback, port);
            await socket.SendAsync(Request);
            int length = await socket.ReceiveAsync(answer);
            return Encoding.ASCII.GetString(answer, 0, length).EndsWith(" 200", StringComparison.Ordinal);
        }
        catch (SocketException)
        {
            return false; // not listening yet
        }
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
