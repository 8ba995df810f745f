using System.Net;
using System.Net.Http.Headers;
using System.Text;
using HighPerf.System.Tests.Client;
using HighPerf.System.Tests.Contract;
using HighPerf.System.Tests.Json;
using static HighPerf.System.Tests.Json.JsonShape;

namespace HighPerf.System.Tests.Videos;

/// <summary>Forms as other clients write them, and forms that are none (RFC 7578).</summary>
[Collection(QuietCollection.Name)]
public sealed class UploadFormTests(QuietStackFixture fixture)
{
    private const string Boundary = "-----------------frontera";

    private ApiClient Client => fixture.Client;

    [Fact]
    public async Task An_uploaded_video_has_nothing_that_does_not_exist_yet()
    {
        var player = await Client.NewPlayerAsync();
        var upload = (await Client.UploadAsync(player.Token, Mp4Bytes.Damaged(), "Recién subido")).Expect(HttpStatusCode.Created).Json;
        var id = upload.GetProperty("video_id").GetString()!;

        (string, JsonShape)[] expected =
            [("video_id", Exactly(id)), ("title", Exactly("Recién subido")), ("status", Exactly("uploaded")), ("uploaded_at", Timestamp), ("votes", Exactly(0))];
        ArrayOf(Record(expected), count: 1).Check((await Client.GetAsync("/api/videos", player.Token)).Expect(HttpStatusCode.OK).Json);
        Record([.. expected, Shapes.OriginalUrl(fixture.Stack.ApiUrl)]).Check(await Client.OwnVideoAsync(player, id));
    }

    [Theory]
    [InlineData("isom")]
    [InlineData("mp42")]
    [InlineData("qt  ")]
    [InlineData("M4V ")]
    public async Task Every_brand_of_the_family_is_taken(string brand)
    {
        var player = await Client.NewPlayerAsync();
        var file = Mp4Bytes.Damaged();
        Encoding.ASCII.GetBytes(brand).CopyTo(file, 8);
        (await Client.UploadAsync(player.Token, file, "Marca " + brand)).Expect(HttpStatusCode.Created);
    }

    [Theory]
    [InlineData("RIFF____AVI LIST")]
    [InlineData("\u001aE\u00df\u00a3")]
    [InlineData("ftyp")]
    [InlineData("\0\0\0\u0018moov____")]
    [Proves("POST /api/videos/upload", 400, "not_mp4")]
    public async Task Another_container_is_refused_whatever_it_calls_itself(string start)
    {
        var player = await Client.NewPlayerAsync();
        var file = Encoding.Latin1.GetBytes(start.PadRight(4_096, 'x'));
        (await Client.UploadAsync(player.Token, file, "video.mp4")).Refused(HttpStatusCode.BadRequest, "not_mp4");
    }

    [Fact]
    public async Task Unknown_parts_are_ignored_and_the_path_may_end_with_a_slash()
    {
        var player = await Client.NewPlayerAsync();
        using var form = new MultipartFormDataContent
        {
            { new StringContent("rojo"), "color" },
            { new StringContent("Con más partes"), "title" },
            { new ByteArrayContent(Mp4Bytes.Damaged()), "video_file", "clip.mp4" },
            { new StringContent("después"), "comentario" },
        };
        (await Client.PostAsync("/api/videos/upload/", form, player.Token)).Expect(HttpStatusCode.Created);
    }

    [Theory]
    [InlineData("video/mp4")]
    [InlineData("text/plain")]
    [InlineData("application/octet-stream")]
    public async Task The_media_type_that_a_part_claims_does_not_matter(string mediaType)
    {
        var player = await Client.NewPlayerAsync();
        var file = new ByteArrayContent(Mp4Bytes.Damaged());
        file.Headers.ContentType = new MediaTypeHeaderValue(mediaType);
        (await Client.UploadAsync(player.Token, ("video_file", file, "clip.txt"), ("title", new StringContent("Otro tipo"), null))).Expect(HttpStatusCode.Created);
    }

    [Theory]
    [InlineData("  ")]
    [InlineData("salto\nde línea")]
    [InlineData("cero\0")]
    [Proves("POST /api/videos/upload", 400, "invalid_field")]
    public async Task A_title_that_shows_nothing_is_refused(string title)
    {
        var player = await Client.NewPlayerAsync();
        (await Client.UploadAsync(player.Token, Mp4Bytes.Damaged(), title)).Refused(HttpStatusCode.BadRequest, "invalid_field", "title");
    }

    [Fact]
    [Proves("POST /api/videos/upload", 400, "malformed_request")]
    public async Task A_form_that_cannot_be_read_is_refused_and_leaves_nothing()
    {
        var player = await Client.NewPlayerAsync();
        var before = fixture.Stack.MediaFiles();
        var whole = Form();
        foreach (var (fault, mediaType, body) in new (string, string, byte[])[]
        {
            ("no boundary", "multipart/form-data", whole),
            ("an empty boundary", "multipart/form-data; boundary=\"\"", whole),
            ("a boundary that is too long", "multipart/form-data; boundary=" + new string('b', 71), whole),
            ("another boundary", "multipart/form-data; boundary=otra", whole),
            ("the end is missing", "multipart/form-data; boundary=" + Boundary, whole[..^30]),
            ("no part at all", "multipart/form-data; boundary=" + Boundary, []),
        })
        {
            using var content = new ByteArrayContent(body);
            content.Headers.TryAddWithoutValidation("Content-Type", mediaType);
            var response = await Client.PostAsync("/api/videos/upload", content, player.Token);
            Assert.True(response.Status == HttpStatusCode.BadRequest, $"{fault}: {response}");
            response.Refused(HttpStatusCode.BadRequest, "malformed_request");
        }

        Assert.Empty(fixture.Stack.MediaFiles().Except(before, StringComparer.Ordinal));
        Assert.Equal(0, await fixture.Stack.ScalarAsync<long>("select count(*) from videos where player_id = $1", Guid.Parse(player.Id)));
    }

    [Theory]
    [InlineData("application/json")]
    [InlineData("application/x-www-form-urlencoded")]
    [InlineData("multipart/mixed; boundary=x")]
    [InlineData("video/mp4")]
    [Proves("POST /api/videos/upload", 415, "unsupported_media_type")]
    public async Task Anything_but_a_form_is_refused(string mediaType)
    {
        var player = await Client.NewPlayerAsync();
        using var content = new ByteArrayContent(Mp4Bytes.Damaged());
        content.Headers.TryAddWithoutValidation("Content-Type", mediaType);
        (await Client.PostAsync("/api/videos/upload", content, player.Token)).Refused(HttpStatusCode.UnsupportedMediaType, "unsupported_media_type");
    }

    private static byte[] Form() =>
    [
        .. Encoding.ASCII.GetBytes($"--{Boundary}\r\nContent-Disposition: form-data; name=\"title\"\r\n\r\nA medias\r\n"),
        .. Encoding.ASCII.GetBytes($"--{Boundary}\r\nContent-Disposition: form-data; name=\"video_file\"; filename=\"clip.mp4\"\r\n\r\n"),
        .. Mp4Bytes.Damaged(),
        .. Encoding.ASCII.GetBytes($"\r\n--{Boundary}--\r\n"),
    ];
}
