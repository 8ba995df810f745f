using System.Diagnostics;
using HighPerf.Capacity.Models;
using HighPerf.Testing;

namespace HighPerf.Capacity.Campaigns;

/// <summary>
/// Whether the machine is as fast as it was when the part of the campaign began. On a shared host it is not always: others take its processors (steal), or, where no counter tells, the
/// other threads of their cores and their caches. All processors do the same work for a while when nothing else runs, before a load and after it.
/// </summary>
/// <param name="patience">Of a part, for waiting, and for runs that are made again, in all; when it is used up, runs count as they are, and the report marks them. Zero: nobody looks.</param>
/// <param name="look">How long one look takes: what a neighbour does changes from second to second.</param>
/// <param name="firstLooks">Of which what counts as its speed is made when a part begins.</param>
internal sealed class SteadyMachine(TimeSpan patience, TimeSpan look, int firstLooks)
{
    /// <summary>How far its speed may be from what it was: a run beyond is made again.</summary>
    public const double Tolerance = 0.15;

    private const double FirstShare = 0.75; // of them are slower than what counts: a minute in which others were there is not what it has
    private const int MostLooks = 10;
    private static readonly TimeSpan s_pause = TimeSpan.FromSeconds(4);
    private readonly TimeSpan _patienceOfPart = patience;
    private TimeSpan _patience;
    private double _reference;

    private bool Looks => _patienceOfPart > TimeSpan.Zero;

    /// <summary>Looks how fast the machine is when a part begins; one that goes on has looked before.</summary>
    public async Task BeginAsync(RunFolder folder, string part)
    {
        if (!Looks) return;
        _patience = _patienceOfPart;
        var (file, speeds) = ($"{part}/{MachineReference.File}", new List<double>());
        while (!folder.Has(file) && speeds.Count < firstLooks) speeds.Add(await MeasureAsync());
        _reference = folder.ReadOrWrite(file, () => new MachineReference(Percentiles.Of(speeds, FirstShare))).PiecesPerSecond;
    }

    /// <summary>Waits until it is; a minute at most.</summary>
    /// <returns>Its speed then, in shares of what it was.</returns>
    public async Task<double> WaitAsync()
    {
        for (var tries = 1; ; tries++)
        {
            var speed = await LookAsync();
            if (MachineSpeed.IsNear(speed) || tries == MostLooks || _patience <= TimeSpan.Zero) return speed;
            if (tries == 1) Progress.Say($"  the machine has {speed:P0} of the speed that it had: waiting");
            await Task.Delay(s_pause);
            _patience -= s_pause + look;
        }
    }

    /// <summary>What is wrong with a run that was measured at such speeds; null for nothing, or when there is no more patience.</summary>
    /// <param name="lost">How long the run took: it is patience that is used up if it is made again.</param>
    public string? Objection(MachineSpeed speed, TimeSpan lost)
    {
        if (speed.IsSteady || _patience <= TimeSpan.Zero) return null;
        _patience -= lost;
        return FormattableString.Invariant($"the machine had {speed.Before:P0} of the speed that it had, before the load, and {speed.After:P0} after it");
    }

    /// <summary>Its speed, in shares of what it was.</summary>
    public async Task<double> LookAsync()
    {
        return Looks ? await MeasureAsync() / _reference : 1;
    }

    /// <summary>Pieces of work that all processors together do in a second.</summary>
    private async Task<double> MeasureAsync()
    {
        var done = await Task.WhenAll(Enumerable.Range(0, Environment.ProcessorCount).Select(_ => Task.Factory.StartNew(
            () =>
            {
                var table = new uint[1 << 16]; // 256 KiB: of the core's own caches
                var (pieces, sum, watch) = (0, 0u, Stopwatch.StartNew());
                while (watch.Elapsed < look)
                {
                    sum = Piece(table, sum);
                    pieces++;
                }

                return pieces / watch.Elapsed.TotalSeconds + (sum & 0);
            },
            CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default)));
        return done.Sum();
    }

    /// <summary>About a millisecond of independent additions, shifts, branches and loads: what a core's other thread takes from it shows.</summary>
    private static uint Piece(uint[] table, uint seed)
    {
        var (a, b, c) = (seed | 1, seed ^ 0x9E3779B9, seed + 0x7F4A7C15);
        for (var n = 0; n < 300_000; n++)
        {
            a = (a << 5) - a + table[b >> 16];
            b = b * 1_664_525 + 1_013_904_223;
            c = (c & 1) == 0 ? c + b : (c >> 1) ^ 0xEDB88320;
            table[(c + a) & 0xFFFF] += a;
        }

        return a + b + c;
    }
}
