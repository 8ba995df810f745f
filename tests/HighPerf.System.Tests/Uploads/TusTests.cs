using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Net;
using System.Security.Cryptography;
using HighPerf.System.Tests.Client;
using HighPerf.System.Tests.Contract;
using HighPerf.System.Tests.Json;
using HighPerf.System.Tests.Stack;
using TestClips = HighPerf.Testing.Clips.Clips;

namespace HighPerf.System.Tests.Uploads;

/// <summary>Resumable uploads, request by request (tus 1.0.0).</summary>
[Collection(StackCollection.Name)]
public sealed class TusTests(StackFixture fixture)
{
    private const string Create = "POST /api/uploads";
    private const string Head = "HEAD /api/uploads/{id}";
    private const string Patch = "PATCH /api/uploads/{id}";
    private const string Delete = "DELETE /api/uploads/{id}";
    private const int Limit = 100 * 1024 * 1024;

    private ApiClient Client => fixture.Client;

    [Fact]
    [Proves("OPTIONS /api/uploads", 204)]
    public async Task A_client_learns_what_is_spoken_without_a_token()
    {
        var answer = (await new TusClient(Client, null).SendAsync(HttpMethod.Options, TusClient.Uploads, null)).Expect(HttpStatusCode.NoContent);
        Assert.Equal("1.0.0", answer.Header("Tus-Version"));
        Assert.Equal("creation,creation-with-upload,termination,checksum,expiration", answer.Header("Tus-Extension"));
        Assert.Equal("104857600", answer.Header("Tus-Max-Size"));
        Assert.Contains("sha1", answer.Header("Tus-Checksum-Algorithm")!.Split(','));
    }

    [Fact]
    [Proves(Create, 201)]
    [Proves(Head, 200)]
    [Proves(Patch, 204)]
    public async Task A_clip_in_pieces_becomes_the_video_it_was()
    {
        var player = await Client.NewPlayerAsync();
        var tus = new TusClient(Client, player.Token);
        var clip = await File.ReadAllBytesAsync(await TestClips.TooShort);
        var upload = await tus.CreatedAsync(clip.Length);
        int[] cuts = [0, 7, 12, clip.Length / 2, clip.Length - 1, clip.Length];
        for (var i = 1; i < cuts.Length; i++)
        {
            var head = (await tus.HeadAsync(upload)).Expect(HttpStatusCode.OK);
            Assert.Equal((Text(cuts[i - 1]), Text(clip.Length), "no-store"), (head.Header("Upload-Offset"), head.Header("Upload-Length"), head.Header("Cache-Control")));
            Assert.Equal("filename Y2xpcC5tcDQ=,title TWkgbWVqb3IgdGlybw==", head.Header("Upload-Metadata"));
            Assert.True(DateTimeOffset.Parse(head.Header("Upload-Expires")!, CultureInfo.InvariantCulture) > TimeProvider.System.GetUtcNow());
            var patched = (await tus.PatchAsync(upload, cuts[i - 1], clip[cuts[i - 1]..cuts[i]])).Expect(HttpStatusCode.NoContent);
            Assert.Equal(Text(cuts[i]), patched.Header("Upload-Offset"));
        }

        var complete = (await tus.HeadAsync(upload)).Expect(HttpStatusCode.OK);
        var id = complete.Header("HighPerf-Video-Id")!;
        await TheVideoIsAsync(player, id, clip, "Mi mejor tiro");
        var final = await Client.FinalStateAsync(player, id, fixture.Stack);
        Assert.Equal("failed", final.GetProperty("status").GetString()); // too short, which only the worker can see
        Assert.DoesNotContain(fixture.Stack.MediaFiles(), file => file.Contains(upload[(upload.LastIndexOf('/') + 1)..], StringComparison.Ordinal));
    }

    [Fact]
    [Proves(Create, 201)]
    public async Task A_whole_clip_goes_with_its_creation()
    {
        var player = await Client.NewPlayerAsync();
        var clip = Mp4Bytes.Damaged(300_000);
        var created = (await new TusClient(Client, player.Token).CreateAsync(clip.Length, "De una vez", clip)).Expect(HttpStatusCode.Created);
        Assert.Equal("300000", created.Header("Upload-Offset"));
        await TheVideoIsAsync(player, created.Header("HighPerf-Video-Id")!, clip, "De una vez");
    }

    [Fact]
    public async Task Of_a_request_that_breaks_off_what_came_is_kept()
    {
        var player = await Client.NewPlayerAsync();
        var tus = new TusClient(Client, player.Token);
        var clip = Mp4Bytes.Damaged(4 << 20);
        var upload = await tus.CreatedAsync(clip.Length);
        await RawRequests.BreakOffAsync(fixture.Stack.ApiUrl, $"PATCH {upload} HTTP/1.1", player.Token, clip, sent: 1 << 20, "Upload-Offset: 0");

        var offset = await HighPerf.Testing.Servers.Poll.UntilAsync("what came counts", TimeSpan.FromSeconds(20), async () =>
            (await tus.HeadAsync(upload)).Header("Upload-Offset") is { } at && at != "0" ? at : null);
        var from = int.Parse(offset, CultureInfo.InvariantCulture);
        Assert.InRange(from, 1, 1 << 20);
        var done = (await tus.PatchAsync(upload, from, clip[from..])).Expect(HttpStatusCode.NoContent);
        await TheVideoIsAsync(player, done.Header("HighPerf-Video-Id")!, clip, "Mi mejor tiro");
    }

    [Fact]
    [Proves(Patch, 423, "upload_locked")]
    [Proves(Delete, 423, "upload_locked")]
    public async Task While_one_connection_writes_another_may_not()
    {
        var player = await Client.NewPlayerAsync();
        var tus = new TusClient(Client, player.Token);
        var clip = Mp4Bytes.Damaged(100_000);
        var upload = await tus.CreatedAsync(clip.Length);
        await using var writing = await RawRequests.BeginAsync(fixture.Stack.ApiUrl, $"PATCH {upload} HTTP/1.1", player.Token, clip, sent: 50_000, "Upload-Offset: 0");
        await HighPerf.Testing.Servers.Poll.UntilAsync("the first connection writes", TimeSpan.FromSeconds(10), async () =>
            await fixture.Stack.ScalarAsync<bool>("select writer is not null from uploads where id = $1", IdOf(upload)));

        (await tus.PatchAsync(upload, 0, clip)).Refused(HttpStatusCode.Locked, "upload_locked");
        (await tus.DeleteAsync(upload)).Refused(HttpStatusCode.Locked, "upload_locked");
        Assert.Equal("0", (await tus.HeadAsync(upload)).Header("Upload-Offset"));
    }

    [Fact]
    [Proves(Patch, 409, "offset_mismatch")]
    public async Task Bytes_for_another_place_are_refused()
    {
        var player = await Client.NewPlayerAsync();
        var tus = new TusClient(Client, player.Token);
        var clip = Mp4Bytes.Damaged(1_000);
        var upload = await tus.CreatedAsync(clip.Length, clip[..500]);
        (await tus.PatchAsync(upload, 0, clip)).Refused(HttpStatusCode.Conflict, "offset_mismatch");
        (await tus.PatchAsync(upload, 700, clip[700..])).Refused(HttpStatusCode.Conflict, "offset_mismatch");
        (await tus.PatchAsync(upload, 500, clip[500..])).Expect(HttpStatusCode.NoContent);
        (await tus.PatchAsync(upload, 1_000, [])).Refused(HttpStatusCode.Conflict, "offset_mismatch"); // complete
    }

    [Theory]
    [InlineData("sha1")]
    [InlineData("sha256")]
    [Proves(Patch, 460, "checksum_mismatch")]
    public async Task Bytes_that_are_not_what_their_checksum_says_do_not_count(string algorithm)
    {
        var player = await Client.NewPlayerAsync();
        var tus = new TusClient(Client, player.Token);
        var clip = Mp4Bytes.Damaged(9_000);
        var upload = await tus.CreatedAsync(clip.Length);
        var half = clip[..4_500];
        (await tus.PatchAsync(upload, 0, half, ("Upload-Checksum", $"{algorithm} {Digest(algorithm, clip)}"))).Refused((HttpStatusCode)460, "checksum_mismatch");
        Assert.Equal("0", (await tus.HeadAsync(upload)).Header("Upload-Offset"));
        (await tus.PatchAsync(upload, 0, half, ("Upload-Checksum", $"{algorithm} {Digest(algorithm, half)}"))).Expect(HttpStatusCode.NoContent);
        (await tus.PatchAsync(upload, 4_500, clip[4_500..])).Expect(HttpStatusCode.NoContent);
    }

    [Fact]
    [Proves(Create, 460, "checksum_mismatch")]
    public async Task A_checksum_holds_for_the_first_bytes_too()
    {
        var clip = Mp4Bytes.Damaged();
        var player = await Client.NewPlayerAsync();
        (await new TusClient(Client, player.Token).CreateAsync(clip.Length, "Con suma", clip, ("Upload-Checksum", $"sha1 {Digest("sha1", [1])}"))).Refused((HttpStatusCode)460, "checksum_mismatch");
        Assert.Equal(0, await UploadsOfAsync(player)); // nobody was told its name
    }

    [Fact]
    public async Task A_creation_whose_client_is_gone_before_it_knows_its_upload_leaves_nothing()
    {
        var player = await Client.NewPlayerAsync();
        var before = fixture.Stack.MediaFiles();
        await using (await RawRequests.BeginAsync(
            fixture.Stack.ApiUrl, $"POST {TusClient.Uploads} HTTP/1.1", player.Token, Mp4Bytes.Damaged(1 << 20), sent: 100_000, "Upload-Length: 1048576", "Upload-Metadata: title VGl0bw=="))
        {
            await HighPerf.Testing.Servers.Poll.UntilAsync("it has begun", TimeSpan.FromSeconds(10), async () => await UploadsOfAsync(player) == 1);
        }

        await HighPerf.Testing.Servers.Poll.UntilAsync("nothing is left", TimeSpan.FromSeconds(20), async () =>
            await UploadsOfAsync(player) == 0 && !fixture.Stack.MediaFiles().Except(before, StringComparer.Ordinal).Any());
    }

    [Fact]
    public async Task A_method_may_come_in_a_header()
    {
        var tus = new TusClient(Client, (await Client.NewPlayerAsync()).Token);
        var upload = await tus.CreatedAsync(1_000);
        (await tus.SendAsync(HttpMethod.Post, upload, Mp4Bytes.Damaged(500), ("X-HTTP-Method-Override", "PATCH"), ("Upload-Offset", "0"))).Expect(HttpStatusCode.NoContent);
        Assert.Equal("500", (await tus.HeadAsync(upload)).Header("Upload-Offset"));
        (await tus.SendAsync(HttpMethod.Post, upload, null, ("X-HTTP-Method-Override", "DELETE"))).Expect(HttpStatusCode.NoContent);
        (await tus.HeadAsync(upload)).Expect(HttpStatusCode.NotFound);
    }

    [Fact]
    [Proves(Patch, 400, "too_many_pieces")]
    public async Task An_upload_comes_in_so_many_pieces_and_no_more()
    {
        var tus = new TusClient(Client, (await Client.NewPlayerAsync()).Token);
        var upload = await tus.CreatedAsync(1_000, Mp4Bytes.Damaged(500));
        await fixture.Stack.ScalarAsync<int>("update uploads set segments = 10000 where id = $1 returning 1", IdOf(upload));
        (await tus.PatchAsync(upload, 500, [1])).Refused(HttpStatusCode.BadRequest, "too_many_pieces");
    }

    [Fact]
    public async Task A_client_that_sends_all_before_it_listens_reads_why_it_was_refused()
    {
        var tus = new TusClient(Client, (await Client.NewPlayerAsync()).Token);
        var upload = await tus.CreatedAsync(40 << 20);
        (await tus.PatchAsync(upload, 5, new byte[40 << 20])).Refused(HttpStatusCode.Conflict, "offset_mismatch");
    }

    [Fact]
    public async Task Uploads_of_a_player_who_is_gone_are_unauthorized()
    {
        var player = await Client.NewPlayerAsync();
        var tus = new TusClient(Client, player.Token);
        var upload = await tus.CreatedAsync(1_000);
        (await Client.DeleteAsync("/api/me", player.Token)).Expect(HttpStatusCode.OK);
        (await tus.HeadAsync(upload)).Expect(HttpStatusCode.Unauthorized);
        (await tus.PatchAsync(upload, 0, [1])).Refused(HttpStatusCode.Unauthorized, "unauthorized");
        (await tus.DeleteAsync(upload)).Refused(HttpStatusCode.Unauthorized, "unauthorized");
        (await tus.CreateAsync(1_000)).Refused(HttpStatusCode.Unauthorized, "unauthorized");
    }

    [Fact]
    [Proves(Delete, 204)]
    [Proves(Head, 404, "not_found")]
    [Proves(Patch, 404, "not_found")]
    [Proves(Delete, 404, "not_found")]
    public async Task An_upload_that_is_given_up_is_gone_with_its_bytes()
    {
        var player = await Client.NewPlayerAsync();
        var tus = new TusClient(Client, player.Token);
        var before = fixture.Stack.MediaFiles();
        var upload = await tus.CreatedAsync(1_000, Mp4Bytes.Damaged(600));
        Assert.Single(fixture.Stack.MediaFiles().Except(before, StringComparer.Ordinal));
        (await tus.DeleteAsync(upload)).Expect(HttpStatusCode.NoContent);
        Assert.Empty(fixture.Stack.MediaFiles().Except(before, StringComparer.Ordinal));
        (await tus.HeadAsync(upload)).Expect(HttpStatusCode.NotFound);
        (await tus.PatchAsync(upload, 600, [1])).Refused(HttpStatusCode.NotFound, "not_found");
        (await tus.DeleteAsync(upload)).Refused(HttpStatusCode.NotFound, "not_found");
        (await tus.PatchAsync(TusClient.Uploads + "/no-es-un-id", 0, [1])).Refused(HttpStatusCode.NotFound, "not_found");
    }

    [Fact]
    public async Task Somebody_elses_upload_is_not_found()
    {
        var upload = await new TusClient(Client, (await Client.NewPlayerAsync()).Token).CreatedAsync(1_000);
        var other = new TusClient(Client, (await Client.NewPlayerAsync()).Token);
        (await other.HeadAsync(upload)).Expect(HttpStatusCode.NotFound);
        (await other.PatchAsync(upload, 0, Mp4Bytes.Damaged(1_000))).Refused(HttpStatusCode.NotFound, "not_found");
        (await other.DeleteAsync(upload)).Refused(HttpStatusCode.NotFound, "not_found");
    }

    [Fact]
    [Proves(Create, 400, "not_mp4")]
    [Proves(Patch, 400, "not_mp4")]
    public async Task What_is_no_clip_is_refused_at_once_and_leaves_nothing()
    {
        var tus = new TusClient(Client, (await Client.NewPlayerAsync()).Token);
        var before = fixture.Stack.MediaFiles();
        (await tus.CreateAsync(1_000, "No es", new byte[500])).Refused(HttpStatusCode.BadRequest, "not_mp4");
        var upload = await tus.CreatedAsync(1_000);
        (await tus.PatchAsync(upload, 0, new byte[5])).Expect(HttpStatusCode.NoContent); // too few to tell
        (await tus.PatchAsync(upload, 5, new byte[995])).Refused(HttpStatusCode.BadRequest, "not_mp4");
        (await tus.HeadAsync(upload)).Expect(HttpStatusCode.NotFound);
        Assert.Empty(fixture.Stack.MediaFiles().Except(before, StringComparer.Ordinal));
    }

    [Fact]
    [Proves(Patch, 400, "file_too_large")]
    [Proves(Create, 400, "file_too_large")]
    public async Task More_bytes_than_were_announced_are_refused()
    {
        var tus = new TusClient(Client, (await Client.NewPlayerAsync()).Token);
        (await tus.CreateAsync(1_000, first: Mp4Bytes.Damaged(1_001))).Refused(HttpStatusCode.BadRequest, "file_too_large");
        var upload = await tus.CreatedAsync(1_000);
        (await tus.PatchAsync(upload, 0, Mp4Bytes.Damaged(1_001))).Refused(HttpStatusCode.BadRequest, "file_too_large");
        Assert.Equal("0", (await tus.HeadAsync(upload)).Header("Upload-Offset"));
    }

    [Fact]
    [Proves(Create, 413, "upload_too_large")]
    public async Task An_upload_of_one_byte_too_many_is_refused_before_it_begins() =>
        (await new TusClient(Client, (await Client.NewPlayerAsync()).Token).CreateAsync(Limit + 1)).Refused(HttpStatusCode.RequestEntityTooLarge, "upload_too_large");

    [Fact]
    [Proves(Create, 400, "file_empty")]
    public async Task An_upload_of_nothing_is_refused() =>
        (await new TusClient(Client, (await Client.NewPlayerAsync()).Token).CreateAsync(0)).Refused(HttpStatusCode.BadRequest, "file_empty");

    [Fact]
    public async Task A_refusal_says_what_is_wrong_and_where_the_limit_is()
    {
        var tus = new TusClient(Client, (await Client.NewPlayerAsync()).Token);
        (string, string) length = ("Upload-Length", "10");
        Assert.Contains("Base64", (await tus.SendAsync(HttpMethod.Post, TusClient.Uploads, null, length, ("Upload-Metadata", "title !!!"))).Text, StringComparison.Ordinal);
        Assert.Contains("Falta el t\u00EDtulo", (await tus.SendAsync(HttpMethod.Post, TusClient.Uploads, null, length)).Text, StringComparison.Ordinal);
        Assert.Contains("(100 MB)", (await tus.CreateAsync(Limit + 1)).Text, StringComparison.Ordinal);
        Assert.Contains("anunciados", (await tus.CreateAsync(1_000, first: Mp4Bytes.Damaged(1_001))).Text, StringComparison.Ordinal);
        var another = await tus.SendAsync(HttpMethod.Post, TusClient.Uploads, null, length, ("Tus-Resumable", "0.2.2"));
        Assert.Contains("1.0.0", another.Json.GetProperty("errors").GetProperty("Tus-Resumable")[0].GetString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Upload-Length", "muchos")]
    [InlineData("Upload-Length", "-5")]
    [InlineData("Upload-Metadata", "title no-es-base64!")]
    [InlineData("Upload-Metadata", "title")]
    [InlineData("Upload-Metadata", "title VGl0bw==,\tx AA==")]
    [InlineData("Upload-Checksum", "crc32 AAAA")]
    [Proves(Create, 400, "invalid_field")]
    public async Task A_header_that_cannot_be_read_is_named(string header, string value)
    {
        var tus = new TusClient(Client, (await Client.NewPlayerAsync()).Token);
        (string, string)[] headers = header == "Upload-Length" ? [(header, value), ("Upload-Metadata", "title VGl0bw==")] : header == "Upload-Metadata" ? [("Upload-Length", "10"), (header, value)] : [("Upload-Length", "10"), ("Upload-Metadata", "title VGl0bw=="), (header, value)];
        (await tus.SendAsync(HttpMethod.Post, TusClient.Uploads, null, headers)).Refused(HttpStatusCode.BadRequest, "invalid_field", header);
    }

    [Fact]
    [Proves(Patch, 400, "invalid_field")]
    public async Task A_patch_says_where()
    {
        var tus = new TusClient(Client, (await Client.NewPlayerAsync()).Token);
        var upload = await tus.CreatedAsync(1_000);
        (await tus.SendAsync(HttpMethod.Patch, upload, [1])).Refused(HttpStatusCode.BadRequest, "invalid_field", "Upload-Offset");
    }

    [Fact]
    [Proves(Create, 415, "unsupported_media_type")]
    [Proves(Patch, 415, "unsupported_media_type")]
    public async Task Bytes_come_under_their_own_media_type()
    {
        var tus = new TusClient(Client, (await Client.NewPlayerAsync()).Token);
        (await tus.CreateAsync(1_000, "Tipo", Mp4Bytes.Damaged(100), ("Content-Type", "video/mp4"))).Refused(HttpStatusCode.UnsupportedMediaType, "unsupported_media_type");
        var upload = await tus.CreatedAsync(1_000);
        (await tus.PatchAsync(upload, 0, [1], ("Content-Type", "video/mp4"))).Refused(HttpStatusCode.UnsupportedMediaType, "unsupported_media_type");
    }

    [Fact]
    [Proves(Create, 412, "unsupported_tus_version")]
    [Proves(Head, 412, "unsupported_tus_version")]
    [Proves(Patch, 412, "unsupported_tus_version")]
    [Proves(Delete, 412, "unsupported_tus_version")]
    public async Task Another_version_of_the_protocol_is_refused_and_ours_is_named()
    {
        var tus = new TusClient(Client, (await Client.NewPlayerAsync()).Token);
        var upload = await tus.CreatedAsync(1_000);
        foreach (var (method, path) in ((HttpMethod, string)[])[(HttpMethod.Post, TusClient.Uploads), (HttpMethod.Head, upload), (HttpMethod.Patch, upload), (HttpMethod.Delete, upload)])
        {
            var answer = (await tus.SendAsync(method, path, null, ("Tus-Resumable", "0.2.2"))).Expect(HttpStatusCode.PreconditionFailed);
            Assert.Equal(("1.0.0", "1.0.0"), (answer.Header("Tus-Version"), answer.Header("Tus-Resumable")));
        }
    }

    [Fact]
    [Proves(Create, 401, "unauthorized")]
    [Proves(Head, 401, "unauthorized")]
    [Proves(Patch, 401, "unauthorized")]
    [Proves(Delete, 401, "unauthorized")]
    public async Task Nobody_uploads_without_a_token()
    {
        var upload = await new TusClient(Client, (await Client.NewPlayerAsync()).Token).CreatedAsync(1_000);
        var nobody = new TusClient(Client, null);
        var refused = await nobody.CreateAsync(1_000);
        refused.Refused(HttpStatusCode.Unauthorized, "unauthorized");
        Assert.Equal("1.0.0", refused.Header("Tus-Resumable"));
        (await nobody.HeadAsync(upload)).Expect(HttpStatusCode.Unauthorized);
        (await nobody.PatchAsync(upload, 0, [1])).Refused(HttpStatusCode.Unauthorized, "unauthorized");
        (await nobody.DeleteAsync(upload)).Refused(HttpStatusCode.Unauthorized, "unauthorized");
    }

    [Fact]
    [Proves(Create, 429, "too_many_requests")]
    public async Task A_player_has_so_many_unfinished_uploads_and_no_more()
    {
        var tus = new TusClient(Client, (await Client.NewPlayerAsync()).Token);
        for (var i = 0; i < 16; i++) await tus.CreatedAsync(1_000);
        (await tus.CreateAsync(1_000)).Refused(HttpStatusCode.TooManyRequests, "too_many_requests");
    }

    private async Task TheVideoIsAsync(Player player, string id, byte[] clip, string title)
    {
        var video = await Client.OwnVideoAsync(player, id);
        Assert.Equal(title, video.GetProperty("title").GetString());
        var original = (await Client.GetAsync(video.GetProperty("original_url").GetString()!)).Expect(HttpStatusCode.OK);
        Assert.Equal(SHA256.HashData(clip), SHA256.HashData(original.Body));
        Assert.Equal(SHA256.HashData(clip), await fixture.Stack.ScalarAsync<byte[]>("select sha256 from videos where id = $1", Guid.Parse(id)));
        Assert.Equal(1, await fixture.Stack.ScalarAsync<long>("select count(*) from jobs where unique_key = $1", "transcode:" + id));
    }

    private Task<long> UploadsOfAsync(Player player) => fixture.Stack.ScalarAsync<long>("select count(*) from uploads where player_id = $1", Guid.Parse(player.Id));

    private static Guid IdOf(string upload) => Guid.Parse(upload[(upload.LastIndexOf('/') + 1)..]);

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);

    [SuppressMessage("Security", "CA5350", Justification = "The protocol demands SHA-1.")]
    private static string Digest(string algorithm, byte[] bytes) => Convert.ToBase64String(algorithm == "sha1" ? SHA1.HashData(bytes) : SHA256.HashData(bytes));
}
