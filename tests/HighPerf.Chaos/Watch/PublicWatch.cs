using System.Collections.Concurrent;
using System.Globalization;
using System.Text.Json;
using HighPerf.Chaos.Load;

namespace HighPerf.Chaos.Watch;

/// <summary>
/// Looks at the public list all the time and remembers every clip and thumbnail as it was when it was first seen: from then on it must
/// never change, and neither must its URL.
/// </summary>
internal sealed class PublicWatch(Client client, RunDirectory directory, RunLog log)
{
    private const int PageSize = 100;

    private readonly ConcurrentDictionary<Guid, IReadOnlyList<PublishedFile>> published = new();
    private volatile Guid[] videos = [];

    /// <summary>Videos open for voting, by now.</summary>
    public IReadOnlyList<Guid> Videos => videos;

    /// <summary>The files of each, as first seen: clip and thumbnail.</summary>
    public IReadOnlyDictionary<Guid, IReadOnlyList<PublishedFile>> Published => published;

    public async Task RunAsync(CancellationToken stop)
    {
        while (!stop.IsCancellationRequested)
        {
            await LookAsync();
            await Task.Delay(TimeSpan.FromSeconds(1), stop).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    /// <summary>Reads the newest pages, as far back as there is something not seen yet. False: nobody answered.</summary>
    public async Task<bool> LookAsync()
    {
        for (var offset = 0; ; offset += PageSize)
        {
            var answer = await client.GetAsync(string.Create(CultureInfo.InvariantCulture, $"/api/public/videos?limit={PageSize}&offset={offset}"));
            if (!answer.Is(200))
            {
                if (answer.Certainty == Certainty.Answered && !answer.Is(429))
                    log.Violation($"the public list was answered {answer}");
                return false;
            }

            var unseen = 0;
            foreach (var video in answer.Body.EnumerateArray())
            {
                if (await SeeAsync(video))
                    unseen++;
            }

            if (unseen > 0)
                videos = [.. published.Keys];
            if (unseen == 0 || answer.Body.GetArrayLength() < PageSize)
                return true;
        }
    }

    /// <summary>Whether it had not been seen.</summary>
    private async Task<bool> SeeAsync(JsonElement video)
    {
        var id = Guid.Parse(video.GetProperty("video_id").GetString()!);
        var keys = new[] { Key(video, "processed_url"), Key(video, "thumbnail_url") };
        if (published.TryGetValue(id, out var before))
        {
            if (!before.Select(file => file.Key).SequenceEqual(keys, StringComparer.Ordinal))
                log.Violation($"video {id} was {string.Join(", ", before.Select(file => file.Key))} and is now {string.Join(", ", keys)}");
            return false;
        }

        var files = new List<PublishedFile>();
        foreach (var key in keys)
        {
            if (await FileFacts.ReadAsync(Path.Combine(directory.Processed, key)) is { } facts)
                files.Add(new PublishedFile(key, facts));
            else
                log.Violation($"video {id} is public and its file {key} is not there");
        }

        return published.TryAdd(id, files);
    }

    private static string Key(JsonElement video, string property) =>
        video.GetProperty(property).GetString() is { } url ? url[(url.LastIndexOf('/') + 1)..] : string.Empty;
}
