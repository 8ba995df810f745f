using HighPerf.Testing.Servers;
using HighPerf.Testing.Servers.Groups;
using Npgsql;

namespace HighPerf.Capacity.Rivals.Systems;

/// <summary>A system that can be put under load: the old or the new. Its database is there, its processes are started one at a time.</summary>
internal interface IRival
{
    /// <summary>old or new.</summary>
    string Name { get; }

    Uri Url { get; }

    /// <summary>Signs its tokens.</summary>
    string Secret { get; }

    NpgsqlDataSource Database { get; }

    /// <summary>On the disk that uploads go to.</summary>
    string UploadsDirectory { get; }

    /// <summary>The ids of those who have not voted yet, as text, in a fixed order.</summary>
    string VotersQuery { get; }

    /// <summary>The ids of videos that are open for voting, as text.</summary>
    string VideosQuery { get; }

    /// <summary>Players with no votes, so many more, of which the planner knows.</summary>
    Task AddVotersAsync(int count);

    /// <summary>Started, and it may not answer yet.</summary>
    Task StartApiAsync(LimitedGroup? group);

    /// <summary>Until it has ended with all that it started.</summary>
    Task StopApiAsync();

    /// <summary>A worker of two slots that is ready.</summary>
    Task<ChildProcess> StartWorkerAsync(LimitedGroup? group);

    Task StopWorkerAsync(ChildProcess worker);

    /// <summary>Waits until the worker, since it was started, has taken so many of the clips that were uploaded.</summary>
    Task TakenAsync(ChildProcess worker, int count, TimeSpan patience);

    /// <summary>Waits until so many of the clips that were uploaded have been made.</summary>
    async Task MadeAsync(int count, TimeSpan patience) => await Watch.UntilAsync(
        async () => await Watch.CountAsync(Database, "select count(*) from videos where title like 'Rivals%' and status = 'processed'") >= count, patience, "the clips are made");

    /// <summary>What was uploaded, and what is in the queue, is no more.</summary>
    Task ForgetUploadsAsync();

    /// <summary>Jobs into the queue whose videos are no more: nothing is to be done for them.</summary>
    Task EnqueueTrivialAsync(int count);

    /// <summary>Waits until they have ended; the seconds from the first's end to the last's.</summary>
    Task<double> TrivialEndedAsync(ChildProcess worker, int count, TimeSpan patience);
}
