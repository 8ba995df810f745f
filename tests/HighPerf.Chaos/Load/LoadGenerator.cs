using System.Globalization;
using System.Security.Cryptography;
using HighPerf.Chaos.Stack;
using HighPerf.Chaos.Watch;
using Npgsql;

namespace HighPerf.Chaos.Load;

/// <summary>
/// Players who sign up, upload, vote, delete and look, all the time, whatever happens to the system. Every answer that the contract
/// does not allow is a violation at once; the rest is for the judgement.
/// </summary>
internal sealed class LoadGenerator(ChaosStack stack, Client client, Acknowledgements acknowledged, PublicWatch watch, RunLog log, int seed)
{
    private const int Players = 10;
    private const int Uploaders = 2;
    private const int Voters = 2;
    private const int MaxSignups = 60;

    private static readonly TimeSpan SignupPeriod = TimeSpan.FromSeconds(6);
    private static readonly TimeSpan LoginPeriod = TimeSpan.FromMinutes(30);
    private static readonly string?[] Cities = ["Bogotá", "Cali", "BOGOTA", "Medellín", null];

    private readonly List<LoadPlayer> players = [];
    private ChaosClips? clips;
    private int titles;
    private int people;
    private volatile int backlog;

    public LoadCounts Counts { get; } = new();

    /// <summary>Makes the clips and the players.</summary>
    public async Task PrepareAsync()
    {
        clips = await ChaosClips.MakeAsync();
        for (var i = 0; i < Players; i++)
        {
            var signup = await SignUpAsync() ?? throw new InvalidOperationException("A sign-up failed before the first kill.");
            var (id, token) = await LogInAsync(signup) ?? throw new InvalidOperationException("A log-in failed before the first kill.");
            players.Add(new LoadPlayer(id, signup.Email, signup.Password, token));
        }
    }

    /// <summary>One upload, before the first kill: the workers make their bumpers with it.</summary>
    public async Task<SentUpload> UploadOneAsync() =>
        await UploadAsync(players[0], ClipKind.Short, new Random(seed)) ?? throw new InvalidOperationException("An upload failed before the first kill.");

    public async Task RunAsync(CancellationToken stop)
    {
        var loops = new List<Task> { LoopAsync(MeasureBacklogAsync, stop), LoopAsync(SignUpSlowlyAsync, stop), LoopAsync(LogInAgainAsync, stop) };
        for (var i = 0; i < Uploaders; i++)
        {
            var random = new Random(HashCode.Combine(seed, i)); // the load of a seed need not be the same twice; its acts are
            loops.Add(LoopAsync(token => UploadSomeAsync(random, token), stop));
        }

        for (var i = 0; i < Voters; i++)
        {
            var mine = players.Where((_, index) => index % Voters == i).ToArray(); // nobody votes twice at the same time
            var random = new Random(HashCode.Combine(seed, Uploaders + i));
            loops.Add(LoopAsync(token => VoteAsync(mine, random, token), stop));
        }

        var slow = new Random(HashCode.Combine(seed, Uploaders + Voters));
        loops.Add(LoopAsync(token => UploadSlowlyAsync(slow, token), stop));
        loops.Add(LoopAsync(token => LookAsync(new Random(seed), token), stop));
        await Task.WhenAll(loops);
    }

    private static async Task LoopAsync(Func<CancellationToken, Task> turn, CancellationToken stop)
    {
        while (!stop.IsCancellationRequested)
            await turn(stop);
    }

    private static Task PauseAsync(TimeSpan time, CancellationToken stop) =>
        Task.Delay(time, stop).ContinueWith(_ => { }, CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);

    private static Task PauseAsync(Random random, int leastMs, int mostMs, CancellationToken stop) =>
        PauseAsync(TimeSpan.FromMilliseconds(random.Next(leastMs, mostMs)), stop);

    private async Task MeasureBacklogAsync(CancellationToken stop)
    {
        try
        {
            await using var command = stack.Database.CreateCommand("select count(*)::int from jobs where state = 'pending' and kind = 'transcode-video'");
            backlog = (int)(await command.ExecuteScalarAsync(CancellationToken.None))!;
        }
        catch (NpgsqlException)
        {
            // The database is away: the last number holds.
        }

        await PauseAsync(TimeSpan.FromMilliseconds(300), stop);
    }

    private async Task UploadSomeAsync(Random random, CancellationToken stop)
    {
        await PauseAsync(random, 50, 400, stop);
        if (backlog >= ChaosSettings.MaxBacklog || stop.IsCancellationRequested)
            return;
        var kind = random.Next(100) switch
        {
            < 12 => ClipKind.Long,
            < 22 => ClipKind.Damaged,
            _ => ClipKind.Short,
        };
        var upload = await UploadAsync(players[random.Next(players.Count)], kind, random);
        if (upload?.Video is not null && random.Next(100) < 15)
        {
            await PauseAsync(random, 0, 1500, stop);
            await DeleteAsync(upload);
        }
    }

    /// <summary>There is always an upload half done for a kill to meet; many a client goes away by itself, and then nothing may be left.</summary>
    private async Task UploadSlowlyAsync(Random random, CancellationToken stop)
    {
        var player = players[random.Next(players.Count)];
        var pause = TimeSpan.FromMilliseconds(random.Next(500, 3_000));
        if (backlog < ChaosSettings.MaxBacklog && random.Next(3) == 0)
        {
            await UploadAsync(player, ClipKind.Short, random, bytes => new SlowContent(bytes, pause, breaksOff: false));
        }
        else
        {
            // Not recorded, whatever comes: a row of this title is one that nobody uploaded.
            var half = clips!.Next(ClipKind.Short, random);
            Counts.Count(await client.UploadAsync(player.Token, () => new SlowContent(half, pause, breaksOff: true), "caos a medias"));
        }

        await PauseAsync(random, 0, 100, stop);
    }

    /// <summary>Null: certainly refused, or never sent.</summary>
    /// <param name="send">How the bytes travel; null: at once.</param>
    private async Task<SentUpload?> UploadAsync(LoadPlayer player, ClipKind kind, Random random, Func<byte[], HttpContent>? send = null)
    {
        var file = clips!.Next(kind, random);
        var title = string.Create(CultureInfo.InvariantCulture, $"caos {Interlocked.Increment(ref titles)}");
        var upload = new SentUpload(title, player, kind, Convert.ToHexStringLower(SHA256.HashData(file)));
        var answer = await client.UploadAsync(player.Token, () => send is null ? new ByteArrayContent(file) : send(file), title);
        Counts.Count(answer);
        if (answer.Is(201))
        {
            upload.Video = Guid.Parse(answer.Text("video_id"));
            upload.Job = Guid.Parse(answer.Text("task_id"));
        }
        else if (answer.Certainty != Certainty.MayBe)
        {
            if (answer.Certainty == Certainty.Answered && answer.Status != 429)
                log.Violation($"an upload was refused: {answer}");
            return null;
        }

        acknowledged.Upload(upload);
        return upload;
    }

    private async Task DeleteAsync(SentUpload upload)
    {
        for (var times = 0; times < 3; times++)
        {
            var answer = await client.DeleteAsync(upload.Player.Token, upload.Video!.Value);
            Counts.Count(answer);
            if (answer.Certainty == Certainty.MayBe)
            {
                acknowledged.Deletion(upload, acknowledged: false);
                continue; // asks again: 404 then says that it had happened
            }

            if (answer.Is(200))
                acknowledged.Deletion(upload, acknowledged: true);
            else if (answer.Is(404) && upload.MayBeDeleted)
                acknowledged.Deletion(upload, acknowledged: true);
            else if (answer.Certainty == Certainty.Answered && !answer.Is(429) && answer.Code != "already_published")
                log.Violation($"deleting {upload.Video} was answered {answer}");
            return;
        }
    }

    private async Task VoteAsync(LoadPlayer[] voters, Random random, CancellationToken stop)
    {
        await PauseAsync(random, 20, 250, stop);
        var open = watch.Videos;
        if (open.Count == 0 || stop.IsCancellationRequested)
            return;
        var player = voters[random.Next(voters.Length)];
        var video = open[random.Next(open.Count)];
        var known = acknowledged.Votes.TryGetValue((player.Id, video), out var counted);
        if (counted && random.Next(10) > 0)
            return; // now and then a second vote, which has to be refused
        var answer = await client.VoteAsync(player.Token, video);
        Counts.Count(answer);
        if (answer.Certainty == Certainty.MayBe)
            acknowledged.Vote(player.Id, video, acknowledged: false);
        else if (answer.Is(200) && !acknowledged.Vote(player.Id, video, acknowledged: true))
            log.Violation($"the vote of {player.Id} for {video} was acknowledged twice");
        else if (answer.Certainty == Certainty.Answered && answer.Code == "already_voted" && known)
            acknowledged.Vote(player.Id, video, acknowledged: true); // what may have been has been; from now on it is known
        else if (answer.Certainty == Certainty.Answered && !answer.Is(200) && !answer.Is(429))
            log.Violation($"the vote of {player.Id} for {video}, {(known ? "cast before" : "never cast before")}, was answered {answer}");
    }

    private async Task LookAsync(Random random, CancellationToken stop)
    {
        await PauseAsync(random, 100, 500, stop);
        var player = players[random.Next(players.Count)];
        var uploads = acknowledged.Uploads.Where(upload => upload.Video is not null).TakeLast(20).ToArray();
        var own = uploads.Length == 0 ? null : uploads[random.Next(uploads.Length)];
        var (path, token) = (random.Next(3), own) switch
        {
            (0, not null) => ($"/api/videos/{own.Video}", own.Player.Token),
            (1, _) => ("/api/videos", player.Token),
            _ => ("/api/public/rankings?limit=100", null),
        };
        var answer = await client.GetAsync(path, token);
        Counts.Count(answer);
        var mayBeGone = path.Contains(own?.Video.ToString() ?? "-", StringComparison.Ordinal) && (own!.Deleted || own.MayBeDeleted);
        // A deletion under way is recorded only when it is answered.
        if (answer.Certainty == Certainty.Answered && answer.Status is not (200 or 429) && !mayBeGone && !(answer.Is(404) && own is not null && await GoneSoonAsync(own)))
            log.Violation($"GET {path} was answered {answer}");
    }

    private static async Task<bool> GoneSoonAsync(SentUpload upload)
    {
        for (var looks = 0; looks < 300 && !upload.Deleted && !upload.MayBeDeleted; looks++)
            await Task.Delay(TimeSpan.FromMilliseconds(100));
        return upload.Deleted || upload.MayBeDeleted;
    }

    private async Task SignUpSlowlyAsync(CancellationToken stop)
    {
        await PauseAsync(SignupPeriod, stop);
        if (!stop.IsCancellationRequested && people < MaxSignups)
            await SignUpAsync();
    }

    /// <summary>Null: not acknowledged.</summary>
    private async Task<SentSignup?> SignUpAsync()
    {
        var number = Interlocked.Increment(ref people);
        var email = string.Create(CultureInfo.InvariantCulture, $"caos{number}-{Guid.CreateVersion7():N}@jugadores.example");
        var password = "Clave-Secreta-" + RandomNumberGenerator.GetHexString(16);
        var answer = await client.PostJsonAsync("/api/auth/signup", new Dictionary<string, string?>(StringComparer.Ordinal)
        {
            ["first_name"] = "Caos",
            ["last_name"] = string.Create(CultureInfo.InvariantCulture, $"Número {number}"),
            ["email"] = email,
            ["password1"] = password,
            ["password2"] = password,
            ["city"] = Cities[number % Cities.Length],
            ["country"] = "Colombia",
        });
        Counts.Count(answer);
        if (answer.Certainty == Certainty.Answered && !answer.Is(201) && !answer.Is(429))
            log.Violation($"a sign-up was answered {answer}");
        if (!answer.Is(201) && answer.Certainty != Certainty.MayBe)
            return null;
        var signup = new SentSignup(email, password, Acknowledged: answer.Is(201));
        acknowledged.Signup(signup);
        return signup.Acknowledged ? signup : null;
    }

    private async Task<(Guid Id, string Token)?> LogInAsync(SentSignup signup)
    {
        var answer = await client.PostJsonAsync("/api/auth/login", Credentials(signup.Email, signup.Password));
        Counts.Count(answer);
        if (!answer.Is(200))
            return null;
        await using var command = stack.Database.CreateCommand("select id from players where email = $1");
        command.Parameters.AddWithValue(signup.Email);
        return ((Guid)(await command.ExecuteScalarAsync())!, answer.Text("access_token"));
    }

    private async Task LogInAgainAsync(CancellationToken stop)
    {
        await PauseAsync(LoginPeriod, stop);
        foreach (var player in players.TakeWhile(_ => !stop.IsCancellationRequested))
        {
            var answer = await client.PostJsonAsync("/api/auth/login", Credentials(player.Email, player.Password));
            Counts.Count(answer);
            if (answer.Is(200))
                player.Token = answer.Text("access_token");
        }
    }

    private static Dictionary<string, string?> Credentials(string email, string password) =>
        new(StringComparer.Ordinal) { ["email"] = email, ["password"] = password };
}
