using HighPerf.Testing.Stacks;

namespace HighPerf.Capacity.Workers;

/// <summary>Looks four times a second at the videos of a run, and notes when each was taken.</summary>
internal sealed class JobWatch(ApiStack stack)
{
    private static readonly TimeSpan s_every = TimeSpan.FromMilliseconds(250);

    private readonly Dictionary<Guid, double> _taken = [];

    /// <summary>Jobs that have not ended, as last seen.</summary>
    public int Open { get; private set; }

    /// <summary>Until so many have ended, or the time is up.</summary>
    /// <exception cref="TimeoutException">They have not.</exception>
    public async Task<IReadOnlyList<JobTimes>> WaitAsync(int count, TimeSpan patience)
    {
        var deadline = TimeProvider.System.GetUtcNow() + patience;
        while (true)
        {
            var (ended, jobs) = await LookAsync();
            if (ended == count) return jobs;
            if (TimeProvider.System.GetUtcNow() > deadline) throw new TimeoutException(FormattableString.Invariant($"{ended} of {count} clips were made within {patience}"));
            await Task.Delay(s_every);
        }
    }

    private async Task<(int Ended, IReadOnlyList<JobTimes> Jobs)> LookAsync()
    {
        await using var command = stack.Database.CreateCommand(
            """
            select id, status, extract(epoch from uploaded_at)::float8, extract(epoch from clock_timestamp())::float8, extract(epoch from processed_at)::float8
              from videos where title like 'Clip %' order by uploaded_at, id
            """);
        await using var reader = await command.ExecuteReaderAsync();
        var jobs = new List<JobTimes>();
        var (ended, open) = (0, 0);
        while (await reader.ReadAsync())
        {
            var (video, status, now) = (reader.GetGuid(0), reader.GetString(1), reader.GetDouble(3));
            if (status != "uploaded") _taken.TryAdd(video, now);
            var isEnded = status is "processed" or "failed";
            if (isEnded) ended++;
            else open++;
            jobs.Add(new JobTimes(video, reader.GetDouble(2), _taken.GetValueOrDefault(video), isEnded && !await reader.IsDBNullAsync(4) ? reader.GetDouble(4) : now, status));
        }

        Open = open;
        return (ended, jobs);
    }
}
