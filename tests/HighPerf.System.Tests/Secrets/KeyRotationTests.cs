using System.Buffers.Text;
using System.Net;
using System.Text.Json;
using HighPerf.System.Tests.Client;
using HighPerf.System.Tests.Contract;
using HighPerf.System.Tests.Json;
using HighPerf.System.Tests.Stack;
using HighPerf.System.Tests.TwoApis;
using HighPerf.Testing;
using HighPerf.Testing.Servers;

namespace HighPerf.System.Tests.Secrets;

/// <summary>The keys of tokens are rotated under requests to two API processes, which read them at times of their own.</summary>
[Collection(StackCollection.Name)]
public sealed class KeyRotationTests(StackFixture fixture)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    [Fact]
    public async Task A_rotation_fails_no_request_and_a_key_that_is_withdrawn_opens_nothing_any_more()
    {
        using var secrets = new SecretFiles();
        var file = secrets.PathOf("jwt-keys");
        (await KeysAsync("new", file)).EnsureSuccess("hpctl keys new");
        Assert.Contains("may not be known everywhere", (await KeysAsync("rotate", file)).Errors, StringComparison.Ordinal); // it is too early
        (string Name, string Value)[] settings = [("HIGHPERF_SECRETS_DIR", secrets.FullPath), ("HIGHPERF_SECRETS_REFRESH", "1s"), ("JWT_SECRET", ""), ("HIGHPERF_RATE_ADDRESS", "0")];
        await using var one = await SecondApi.StartAsync(fixture.Stack, settings);
        await using var two = await SecondApi.StartAsync(fixture.Stack, settings);
        ApiClient[] apis = [one.Client, two.Client];
        var player = await one.Client.NewPlayerAsync();
        var video = (await MadeVideos.AddAsync(fixture.Stack, player, 1))[0];
        var upload = (await one.Client.UploadAsync(player.Token, Mp4Bytes.Damaged(), "De antes")).Expect(HttpStatusCode.Created);
        var link = new Uri((await one.Client.OwnVideoAsync(player, upload.Json.GetProperty("video_id").GetString()!)).GetProperty("original_url").GetString()!).PathAndQuery;
        var slots = await SlotsAsync(file);
        Assert.Equal(slots["current"], KeyOf(player.Token));
        var token = player.Token;
        var load = new SteadyLoad(apis, () => Volatile.Read(ref token));

        await RotatedAsync(file);
        var fresh = await SignedWithAsync(apis, player, slots["next"]);
        foreach (var api in apis)
        {
            (await api.GetAsync("/api/videos", player.Token)).Expect(HttpStatusCode.OK);
            (await api.GetAsync("/api/videos", fresh)).Expect(HttpStatusCode.OK);
            (await api.GetAsync(link)).Expect(HttpStatusCode.OK);
            await api.VoteAsync(video, player.Token); // the token is remembered where votes look
        }

        Volatile.Write(ref token, fresh);
        await Task.Delay(TimeSpan.FromSeconds(2)); // requests with the old one are answered
        Assert.Contains("--force", (await KeysAsync("rotate", file)).Errors, StringComparison.Ordinal); // tokens of the first are valid for an hour
        await RotatedAsync(file, "--force");
        foreach (var api in apis)
        {
            await Poll.UntilAsync("the token of the key that is gone is refused", Patience, async () =>
                (await api.GetAsync("/api/videos", player.Token)).Status == HttpStatusCode.Unauthorized);
            (await api.VoteAsync(video, player.Token)).Refused(HttpStatusCode.Unauthorized, "unauthorized");
            (await api.GetAsync(link)).Refused(HttpStatusCode.Forbidden, "invalid_signature");
            (await api.GetAsync("/api/videos", fresh)).Expect(HttpStatusCode.OK);
        }

        await SignedWithAsync(apis, player, (await SlotsAsync(file))["current"]);
        await load.EndAsync();
        AssertSilent(await File.ReadAllTextAsync(file), one.Process, two.Process);
    }

    [Fact]
    public async Task Keys_are_made_of_the_old_secret_and_go_from_standard_input_to_standard_output()
    {
        using var secrets = new SecretFiles();
        secrets.Put("jwt-secret", fixture.Stack.JwtSecret);
        var file = secrets.PathOf("jwt-keys");
        (await KeysAsync("new", file, "--from", secrets.PathOf("jwt-secret"))).EnsureSuccess("hpctl keys new");
        Assert.Contains("is there", (await KeysAsync("new", file)).Errors, StringComparison.Ordinal);

        // Tokens from before name no key, and are valid.
        await using (var api = await SecondApi.StartAsync(fixture.Stack, ("HIGHPERF_SECRETS_DIR", secrets.FullPath), ("JWT_SECRET", "")))
        {
            var player = await fixture.Client.NewPlayerAsync();
            (await api.Client.GetAsync("/api/videos", Auth.Tokens.Make(fixture.Stack.JwtSecret, player.Id))).Expect(HttpStatusCode.OK);
        }

        var piped = await ShellAsync($"'{PublishedPrograms.Ctl}' keys rotate --force <'{file}' >'{file}.next' && mv '{file}.next' '{file}'");
        Assert.Empty(piped.EnsureSuccess("hpctl keys rotate").Output.Trim());
        var shown = (await KeysAsync("show", file)).EnsureSuccess("hpctl keys show").Output;
        var keys = await File.ReadAllTextAsync(file);
        Assert.All((await SlotsAsync(file)).Values, kid => Assert.Contains(kid, shown, StringComparison.Ordinal));
        Assert.All(KeysOf(keys), key => Assert.DoesNotContain(key, shown, StringComparison.Ordinal));
        Assert.Contains(fixture.Stack.JwtSecret, KeysOf(keys), StringComparer.Ordinal); // the one before
    }

    /// <summary>Logs in at each API until its token is of the key; returns the last one.</summary>
    private static async Task<string> SignedWithAsync(IEnumerable<ApiClient> apis, Player player, string key)
    {
        var token = "";
        foreach (var api in apis)
        {
            await Poll.UntilAsync("the API signs with the key", Patience, async () =>
            {
                var login = await api.PostJsonAsync("/api/auth/login", new { email = player.Email, password = player.Password });
                token = login.Expect(HttpStatusCode.OK).Json.GetProperty("access_token").GetString()!;
                return KeyOf(token) == key;
            });
        }

        return token;
    }

    private static string KeyOf(string token)
    {
        using var header = JsonDocument.Parse(Base64Url.DecodeFromChars(token.Split('.')[0]));
        return header.RootElement.GetProperty("kid").GetString()!;
    }

    private static async Task<Dictionary<string, string>> SlotsAsync(string file)
    {
        using var keys = JsonDocument.Parse(await File.ReadAllTextAsync(file));
        return keys.RootElement.EnumerateObject().ToDictionary(slot => slot.Name, slot => slot.Value.GetProperty("kid").GetString()!, StringComparer.Ordinal);
    }

    private static List<string> KeysOf(string json)
    {
        using var keys = JsonDocument.Parse(json);
        return [.. keys.RootElement.EnumerateObject().Select(slot => slot.Value.GetProperty("key").GetString()!)];
    }

    private static void AssertSilent(string json, params ChildProcess[] processes)
    {
        foreach (var key in KeysOf(json))
            Assert.All(processes, process => Assert.DoesNotContain(process.Lines, line => line.Contains(key, StringComparison.Ordinal)));
    }

    private static async Task RotatedAsync(string file, params string[] more)
    {
        var before = await SlotsAsync(file);
        await Poll.UntilAsync("the keys are rotated", Patience, async () => (await KeysAsync(["rotate", file, .. more])).ExitCode == 0);
        var after = await SlotsAsync(file);
        Assert.Equal((before["next"], before["current"]), (after["current"], after["previous"]));
    }

    private static Task<ChildProcessResult> KeysAsync(params string[] arguments) => RunAsync(PublishedPrograms.Ctl, ["keys", .. arguments]);

    private static Task<ChildProcessResult> ShellAsync(string command) => RunAsync("/bin/sh", ["-c", command]);

    private static Task<ChildProcessResult> RunAsync(string program, string[] arguments) => ChildProcess.RunAsync(
        new ChildProcessOptions
        {
            Program = program,
            Arguments = arguments,
            Environment = new Dictionary<string, string>(StringComparer.Ordinal) { ["HIGHPERF_SECRETS_REFRESH"] = "1s", ["PATH"] = "/usr/bin:/bin" },
            OnlyThisEnvironment = true,
        },
        Patience);
}
