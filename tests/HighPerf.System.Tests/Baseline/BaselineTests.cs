using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Text.Json;
using HighPerf.Testing.Clips;
using HighPerf.Testing.Load;
using HighPerf.Testing.Servers;

namespace HighPerf.System.Tests.Baseline;

/// <summary>The old system in small does what the contract asks of both, with the flaws that it is kept for.</summary>
public sealed class BaselineTests(BaselineFixture fixture) : IClassFixture<BaselineFixture>, IDisposable
{
    private const string Password = "una-clave-antigua";

    /// <summary>Longer than a showcase, with sound, of another shape, and little work to encode.</summary>
    private static readonly string[] s_clip =
    [
        "-f", "lavfi", "-i", "testsrc=size=320x240:rate=1:duration=33", "-f", "lavfi", "-i", "sine=duration=33",
        "-c:v", "libx264", "-preset", "ultrafast", "-pix_fmt", "yuv420p", "-c:a", "aac",
    ];

    /// <summary>Newcomers sign up, log in, look at the ranking and vote.</summary>
    private const string Newcomers = """
        {
          "name": "newcomers",
          "feeds": {
            "newcomer": { "integers": [1, 1000], "order": "once" },
            "video": { "list": "/api/public/videos", "field": "video_id" }
          },
          "scenarios": [
            {
              "name": "newcomers",
              "load": [{ "simulation": "inject", "rate": 0.5, "during": "12s" }],
              "steps": [
                { "name": "sign-up", "post": "/api/auth/signup", "json": { "first_name": "Nueva", "last_name": "Jugadora", "email": "nueva.{newcomer}@baseline.example", "password1": "una-clave-larga", "password2": "una-clave-larga", "city": "Cali", "country": "Colombia" }, "expect": { "status": 201, "fields": ["id", "city"] } },
                { "name": "log-in", "post": "/api/auth/login", "json": { "email": "nueva.{newcomer}@baseline.example", "password": "una-clave-larga" }, "expect": { "status": 200, "equal": { "token_type": "Bearer" } }, "capture": { "token": "access_token" } },
                { "name": "ranking", "get": "/api/public/rankings?city=a", "expect": { "status": 200, "fields": ["position", "username", "city", "votes"] } },
                { "name": "vote", "post": "/api/public/videos/{video}/vote", "headers": { "Authorization": "Bearer {token}" }, "expect": { "status": 200, "equal": { "message": "Voto registrado exitosamente." } } }
              ]
            }
          ],
          "thresholds": ["all errors < 1%"]
        }
        """;

    private readonly BaselineClient _client = new(fixture.Url);
    private readonly TestDirectory _directory = TestDirectory.Create("baseline-clip");

    [Fact]
    public async Task A_clip_becomes_a_showcase_that_is_voted_for_and_ranked()
    {
        var lastName = Guid.CreateVersion7().ToString("N");
        var token = await NewPlayerAsync(lastName);
        var uploaded = await UploadAsync(token);
        Assert.NotEmpty(uploaded["task_id"]);
        var video = uploaded["video_id"];
        var own = await ProcessedAsync(video, token);
        await ObeysTheRulesAsync(own["processed_url"]);

        Assert.Equal(HttpStatusCode.Forbidden, (await VoteAsync(video, token: null)).Status); // the flaw
        (await VoteAsync(video, token)).Expect(HttpStatusCode.OK);
        var again = await VoteAsync(video, token);
        again.Expect(HttpStatusCode.BadRequest);
        Assert.Equal("Ya has votado por este video.", again["detail"]);

        var ranking = (await _client.GetAsync("/api/public/rankings?limit=100&city=CAL")).Expect(HttpStatusCode.OK); // a part of a name is enough
        var row = Assert.Single(ranking.EnumerateArray(), row => row.GetProperty("username").GetString() == "Ana " + lastName);
        Assert.Equal(1, row.GetProperty("votes").GetInt32());
        var shown = (await _client.GetAsync("/api/public/videos/" + video, token)).Expect(HttpStatusCode.OK);
        Assert.True(shown.GetProperty("voted").GetBoolean());
        Assert.Equal([0xFF, 0xD8, 0xFF], (await _client.DownloadAsync(shown.GetProperty("thumbnail_url").GetString()!))[..3]);
    }

    [Fact]
    public async Task It_is_loaded_by_the_same_engine_without_an_error()
    {
        using var load = new LoadRunner();
        var run = await load.RunAsync(Newcomers, fixture.Url);
        Assert.True(run.Result.ValueKind != JsonValueKind.Undefined, run.Errors);
        foreach (var step in run.Result.GetProperty("steps").EnumerateArray())
        {
            var outcomes = step.GetProperty("outcomes").EnumerateObject().ToDictionary(outcome => outcome.Name, outcome => outcome.Value.GetInt64(), StringComparer.Ordinal);
            Assert.True(outcomes["Ok"] > 0 && outcomes.Values.Sum() == outcomes["Ok"], $"{step.GetProperty("name")}: {step.GetProperty("outcomes")} {step.GetProperty("examples")}");
        }

        foreach (var gate in new[] { "complete", "answered", "rate", "connections", "bodies", "clock" }) Assert.True(run.IsMet(gate), run.Report); // the others are about the machine
    }

    public void Dispose()
    {
        _client.Dispose();
        _directory.Dispose();
    }

    private async Task<string> NewPlayerAsync(string lastName)
    {
        var email = lastName + "@baseline.example";
        var signup = await _client.PostJsonAsync("/api/auth/signup", new
        {
            first_name = "Ana",
            last_name = lastName,
            email,
            password1 = Password,
            password2 = Password,
            city = "Cali",
            country = "Colombia",
        });
        Assert.Equal(JsonValueKind.Number, signup.Expect(HttpStatusCode.Created).GetProperty("id").ValueKind);
        var login = await _client.PostJsonAsync("/api/auth/login", new { email, password = Password });
        Assert.Equal(3600, login.Expect(HttpStatusCode.OK).GetProperty("expires_in").GetInt32());
        return login["access_token"];
    }

    private async Task<BaselineAnswer> UploadAsync(string token)
    {
        var clip = await ClipCache.GetAsync("baseline", FfmpegSteps.Recipe(s_clip), path => FfmpegSteps.RunAsync(path, s_clip));
        var file = new ByteArrayContent(await File.ReadAllBytesAsync(clip));
        file.Headers.ContentType = new MediaTypeHeaderValue("video/mp4");
        using var form = new MultipartFormDataContent { { file, "video_file", "clip.mp4" }, { new StringContent("Triple"), "title" } };
        var answer = await _client.PostAsync("/api/videos/upload", form, token);
        answer.Expect(HttpStatusCode.Created);
        return answer;
    }

    private Task<BaselineAnswer> ProcessedAsync(string video, string token) =>
        Poll.UntilAsync("the old worker has made the clip", TimeSpan.FromMinutes(2), async () =>
        {
            var own = await _client.GetAsync("/api/videos/" + video, token);
            own.Expect(HttpStatusCode.OK);
            return own["status"] == "processed" ? own : null;
        });

    private Task<BaselineAnswer> VoteAsync(string video, string? token) => _client.PostAsync($"/api/public/videos/{video}/vote", token: token);

    private async Task ObeysTheRulesAsync(string url)
    {
        var path = Path.Combine(_directory.FullPath, "made.mp4");
        await File.WriteAllBytesAsync(path, await _client.DownloadAsync(url));
        using var probe = await FfmpegOracle.ProbeAsync(path);
        var stream = Assert.Single(probe.RootElement.GetProperty("streams").EnumerateArray()); // no sound
        Assert.Equal("h264", stream.GetProperty("codec_name").GetString());
        Assert.Equal("yuv420p", stream.GetProperty("pix_fmt").GetString());
        Assert.Equal(1280, stream.GetProperty("width").GetInt32());
        Assert.Equal(720, stream.GetProperty("height").GetInt32());
        Assert.Equal("1:1", stream.GetProperty("sample_aspect_ratio").GetString());
        Assert.Equal("30/1", stream.GetProperty("avg_frame_rate").GetString());
        var seconds = double.Parse(probe.RootElement.GetProperty("format").GetProperty("duration").GetString()!, CultureInfo.InvariantCulture);
        Assert.InRange(seconds, 33.5, 35);
        var boxes = (await FfmpegOracle.TopLevelBoxesAsync(path)).ToList();
        Assert.True(boxes.IndexOf("moov") < boxes.IndexOf("mdat"), string.Join(' ', boxes));
    }
}
