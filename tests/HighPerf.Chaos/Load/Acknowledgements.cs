using System.Collections.Concurrent;
using System.Text.Json;

namespace HighPerf.Chaos.Load;

/// <summary>
/// What clients were told and what they do not know, in memory and, for whoever looks at a run afterwards, in
/// <c>acknowledgements.jsonl</c>. Nothing else about the system is believed.
/// </summary>
internal sealed class Acknowledgements(string path) : IDisposable
{
    private readonly StreamWriter file = new(path) { AutoFlush = true };
    private readonly Lock gate = new();
    private readonly ConcurrentQueue<SentUpload> uploads = new();
    private readonly ConcurrentQueue<SentSignup> signups = new();
    private readonly ConcurrentDictionary<(Guid Player, Guid Video), bool> votes = new();

    /// <summary>Acknowledged or not known; a refused one is not here.</summary>
    public IReadOnlyCollection<SentUpload> Uploads => uploads;

    public IReadOnlyCollection<SentSignup> Signups => signups;

    /// <summary>True: answered 200. False: not known.</summary>
    public IReadOnlyDictionary<(Guid Player, Guid Video), bool> Votes => votes;

    public void Upload(SentUpload upload)
    {
        uploads.Enqueue(upload);
        Write("upload", upload.Video is not null, upload.Title, upload.Video, upload.Sha256);
    }

    public void Signup(SentSignup signup)
    {
        signups.Enqueue(signup);
        Write("signup", signup.Acknowledged, signup.Email, video: null);
    }

    public void Deletion(SentUpload upload, bool acknowledged)
    {
        if (acknowledged)
            upload.Deleted = true;
        else
            upload.MayBeDeleted = true;
        Write("delete", acknowledged, upload.Title, upload.Video);
    }

    /// <summary>False: it was acknowledged before, so that this is one acknowledgement too many.</summary>
    public bool Vote(Guid player, Guid video, bool acknowledged)
    {
        Write("vote", acknowledged, player.ToString(), video);
        var first = true;
        if (!acknowledged)
        {
            votes.TryAdd((player, video), value: false); // what was acknowledged stays so
            return first;
        }

        votes.AddOrUpdate((player, video), addValue: true, (_, before) =>
        {
            first = !before;
            return true;
        });
        return first;
    }

    public void Dispose() => file.Dispose();

    private void Write(string what, bool acknowledged, string who, Guid? video, string? sha256 = null)
    {
        var line = JsonSerializer.Serialize(new { at = TimeProvider.System.GetUtcNow(), what, acknowledged, who, video, sha256 });
        lock (gate)
            file.WriteLine(line);
    }
}
