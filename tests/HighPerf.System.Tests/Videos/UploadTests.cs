using System.Net;
using System.Text;
using HighPerf.System.Tests.Client;
using HighPerf.System.Tests.Contract;
using HighPerf.System.Tests.Json;
using HighPerf.System.Tests.Stack;
using static HighPerf.System.Tests.Json.JsonShape;

namespace HighPerf.System.Tests.Videos;

[Collection(StackCollection.Name)]
public sealed class UploadTests(StackFixture fixture)
{
    private const int Limit = 100 * 1024 * 1024;

    private ApiClient Client => fixture.Client;

    [Fact]
    [Proves("POST /api/videos/upload", 201)]
    public async Task Upload_answers_the_ids_of_the_video_and_of_its_job()
    {
        var player = await Client.NewPlayerAsync();
        var response = await Client.UploadAsync(player.Token, Mp4Bytes.Damaged(), "Mi mejor tiro");

        Record(
            ("message", Exactly("Video subido correctamente. Procesamiento en curso.")),
            ("task_id", UuidV7), ("video_id", UuidV7)).Check(response.Expect(HttpStatusCode.Created).Json);
        var job = Guid.Parse(response.Json.GetProperty("task_id").GetString()!);
        var video = Guid.Parse(response.Json.GetProperty("video_id").GetString()!);
        Assert.Equal(1, await fixture.Stack.ScalarAsync<long>("select count(*) from jobs where id = $1", job));
        Assert.Equal(player.Id, (await fixture.Stack.ScalarAsync<Guid>("select player_id from videos where id = $1", video)).ToString());
    }

    [Fact]
    public async Task Upload_takes_the_title_before_the_file_as_well()
    {
        var player = await Client.NewPlayerAsync();
        var response = await Client.UploadAsync(
            player.Token,
            ("title", new StringContent("Título con acentos: ñandú"), null),
            ("video_file", new ByteArrayContent(Mp4Bytes.Damaged()), "clip.mp4"));

        var id = response.Expect(HttpStatusCode.Created).Json.GetProperty("video_id").GetString()!;
        Assert.Equal("Título con acentos: ñandú", (await Client.OwnVideoAsync(player, id)).GetProperty("title").GetString());
    }

    [Fact]
    public async Task Upload_looks_at_the_bytes_and_not_at_the_name()
    {
        var player = await Client.NewPlayerAsync();
        var response = await Client.UploadAsync(
            player.Token,
            ("video_file", new ByteArrayContent(Mp4Bytes.Damaged()), "sin-extension"),
            ("title", new StringContent("Sin extensión"), null));
        response.Expect(HttpStatusCode.Created);
    }

    [Fact]
    [Proves("POST /api/videos/upload", 400, "not_mp4")]
    public async Task Upload_of_something_else_is_refused_and_leaves_nothing() =>
        await RefusedWithoutTraceAsync("not_mp4", Encoding.UTF8.GetBytes("esto no es un video, aunque se llame así"));

    [Fact]
    [Proves("POST /api/videos/upload", 400, "file_empty")]
    public async Task Upload_of_an_empty_file_is_refused_and_leaves_nothing() => await RefusedWithoutTraceAsync("file_empty", []);

    [Fact]
    [Proves("POST /api/videos/upload", 400, "file_too_large")]
    public async Task Upload_of_one_byte_too_many_is_refused_and_leaves_nothing() =>
        await RefusedWithoutTraceAsync("file_too_large", Mp4Bytes.Damaged(Limit + 1));

    [Fact]
    public async Task Upload_of_exactly_the_limit_is_taken()
    {
        var player = await Client.NewPlayerAsync();
        var response = await Client.UploadAsync(player.Token, Mp4Bytes.Damaged(Limit), "Justo en el límite");

        var id = Guid.Parse(response.Expect(HttpStatusCode.Created).Json.GetProperty("video_id").GetString()!);
        Assert.EndsWith($"/api/videos/{id}", response.Header("Location"), StringComparison.Ordinal);
        (await Client.GetAsync(new Uri(response.Header("Location")!).AbsolutePath, player.Token)).Expect(HttpStatusCode.OK);
        Assert.Equal(Limit, await fixture.Stack.ScalarAsync<long>("select size_bytes::bigint from videos where id = $1", id));
    }

    [Fact]
    [Proves("POST /api/videos/upload", 400, "missing_part")]
    public async Task Upload_without_the_file_is_refused()
    {
        var player = await Client.NewPlayerAsync();
        var response = await Client.UploadAsync(player.Token, ("title", new StringContent("Sin archivo"), null));
        response.Refused(HttpStatusCode.BadRequest, "missing_part");
    }

    [Fact]
    [Proves("POST /api/videos/upload", 400, "missing_part")]
    public async Task Upload_without_the_title_is_refused_and_leaves_nothing()
    {
        var player = await Client.NewPlayerAsync();
        var before = fixture.Stack.MediaFiles();
        var response = await Client.UploadAsync(player.Token, ("video_file", new ByteArrayContent(Mp4Bytes.Damaged()), "clip.mp4"));

        response.Refused(HttpStatusCode.BadRequest, "missing_part");
        Assert.Empty(fixture.Stack.MediaFiles().Except(before, StringComparer.Ordinal));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(256)]
    [Proves("POST /api/videos/upload", 400, "invalid_field")]
    public async Task Upload_with_a_title_of_a_wrong_length_is_refused(int length)
    {
        var player = await Client.NewPlayerAsync();
        var response = await Client.UploadAsync(player.Token, Mp4Bytes.Damaged(), new string('t', length));
        response.Refused(HttpStatusCode.BadRequest, "invalid_field", "title");
    }

    [Fact]
    public async Task Upload_of_the_longest_title_is_taken()
    {
        var player = await Client.NewPlayerAsync();
        (await Client.UploadAsync(player.Token, Mp4Bytes.Damaged(), new string('ñ', 255))).Expect(HttpStatusCode.Created);
    }

    [Fact]
    [Proves("POST /api/videos/upload", 415, "unsupported_media_type")]
    public async Task Upload_that_is_no_form_is_refused()
    {
        var player = await Client.NewPlayerAsync();
        var response = await Client.PostJsonAsync("/api/videos/upload", new { title = "No es un formulario" }, player.Token);
        response.Refused(HttpStatusCode.UnsupportedMediaType, "unsupported_media_type");
    }

    [Fact]
    [Proves("POST /api/videos/upload", 401, "unauthorized")]
    public async Task A_large_upload_without_a_token_is_refused_and_not_cut_off() =>
        (await Client.UploadAsync(token: null, Mp4Bytes.Damaged(30 << 20), "Anónimo")).Refused(HttpStatusCode.Unauthorized, "unauthorized");

    [Fact]
    [Proves("POST /api/videos/upload", 401, "unauthorized")]
    public async Task Upload_without_a_token_is_refused() =>
        (await Client.UploadAsync(token: null, Mp4Bytes.Damaged(), "Anónimo")).Refused(HttpStatusCode.Unauthorized, "unauthorized");

    private async Task RefusedWithoutTraceAsync(string code, byte[] file)
    {
        var player = await Client.NewPlayerAsync();
        var before = fixture.Stack.MediaFiles();
        var response = await Client.UploadAsync(player.Token, file, "No debe quedar");

        response.Refused(HttpStatusCode.BadRequest, code);
        if (code == "file_too_large") Assert.EndsWith("(100 MB).", response.Json.GetProperty("detail").GetString(), StringComparison.Ordinal);
        Assert.Empty(fixture.Stack.MediaFiles().Except(before, StringComparer.Ordinal));
        Assert.Equal(0, await fixture.Stack.ScalarAsync<long>("select count(*) from videos where player_id = $1", Guid.Parse(player.Id)));
    }
}
