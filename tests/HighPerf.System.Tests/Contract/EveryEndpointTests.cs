using System.Net;
using System.Net.Http.Json;
using System.Net.Sockets;
using System.Text;
using HighPerf.System.Tests.Client;
using HighPerf.System.Tests.Json;

namespace HighPerf.System.Tests.Contract;

/// <summary>What holds for all endpoints alike.</summary>
[Collection(QuietCollection.Name)]
public sealed class EveryEndpointTests(QuietStackFixture fixture)
{
    private static readonly string[] MalformedIds =
    [
        "17", "0", "-1", "no-es-un-id", "01890000-0000-7000-8000-00000000000g", "01890000000070008000000000000000",
        "{01890000-0000-7000-8000-000000000000}", "01890000-0000-7000-8000-000000000000x", "a%2Fb", "%C3%B1", new string('1', 1_000),
    ];

    private ApiClient Client => fixture.Client;

    [Fact]
    [Proves(ContractRows.OtherMethod, 405, "method_not_allowed")]
    public async Task A_method_that_an_endpoint_does_not_take_is_refused_and_the_right_ones_named()
    {
        // The check of every answer reads Allow.
        foreach (var path in CommittedDocument.Documented.Select(operation => operation.Name.Split(' ')[1]).Distinct(StringComparer.Ordinal))
        {
            foreach (var method in new[] { HttpMethod.Patch, HttpMethod.Put, HttpMethod.Options }.Where(method => CommittedDocument.Documented.All(operation => operation.Name != $"{method} {path}")))
                (await Client.SendAsync(method, Filled(path))).Refused(HttpStatusCode.MethodNotAllowed, "method_not_allowed");
        }
    }

    [Fact]
    public async Task Head_says_what_get_says()
    {
        var player = await Client.NewPlayerAsync();
        var id = (await MadeVideos.AddAsync(fixture.Stack, player, 1))[0];
        var documented = CommittedDocument.Documented.Where(operation => operation.Method == "GET").Select(operation => Filled(operation.Name.Split(' ')[1].Replace("{video_id}", id, StringComparison.Ordinal)));
        foreach (var path in documented.Where(path => !IsStream(path)).Concat(["/", "/docs/", "/errors", "/health", "/health/live", "/health/ready", "/openapi/v1.json"]))
        {
            var (get, head) = (await Client.GetAsync(path, player.Token), await Client.SendAsync(HttpMethod.Head, path, player.Token));
            Assert.Equal((path, get.Status, get.MediaType), (path, head.Status, head.MediaType));
            foreach (var name in new[] { "ETag", "Cache-Control", "Vary" }) Assert.Equal((path, get.Header(name)), (path, head.Header(name)));
            if (get.Header("Content-Length") is { } length && head.Header("Content-Length") is { } announced) Assert.Equal((path, length), (path, announced));
        }

        foreach (var stream in new[] { "/api/public/rankings/live", "/api/videos/01890000-0000-7000-8000-000000000000/events" })
            (await Client.SendAsync(HttpMethod.Head, stream, player.Token)).Expect(HttpStatusCode.MethodNotAllowed);
        (await Client.GetAsync("/api/videos/" + id, player.Token)).Expect(HttpStatusCode.OK); // of which HEAD was compared above
        Assert.Contains("HEAD", (await Client.SendAsync(HttpMethod.Put, "/api/public/rankings")).Header("Allow"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_connection_goes_on_after_head()
    {
        // unchecked: two requests at once, whose answers only a socket shows as they are.
        var server = new Uri(fixture.Stack.ApiUrl);
        using var socket = new TcpClient { ReceiveTimeout = 10_000 };
        await socket.ConnectAsync(server.Host, server.Port);
        await using var stream = socket.GetStream();
        const string Head = "HEAD /api/public/rankings HTTP/1.1\r\nHost: localhost\r\n";
        await stream.WriteAsync(Encoding.ASCII.GetBytes($"{Head}\r\n{Head}Connection: close\r\n\r\n"));
        using var reader = new StreamReader(stream, Encoding.ASCII);
        var answers = (await reader.ReadToEndAsync()).Split("\r\n\r\n");
        Assert.Equal(3, answers.Length);
        Assert.All(answers[..2], answer => Assert.StartsWith("HTTP/1.1 200", answer, StringComparison.Ordinal));
        Assert.Empty(answers[2]);
    }

    [Theory]
    [InlineData("/api")]
    [InlineData("/api/no-existe")]
    [InlineData("/api/videos/upload/otra/vez")]
    [InlineData("/api/public")]
    [InlineData("/no-existe")]
    [InlineData("/media/processed")]
    [InlineData("/openapi/v2.json")]
    [Proves(ContractRows.UnknownPath, 404, "not_found")]
    public async Task An_unknown_path_is_not_found(string path)
    {
        (await Client.GetAsync(path)).Refused(HttpStatusCode.NotFound, "not_found");
        (await Client.PostJsonAsync(path, new { })).Refused(HttpStatusCode.NotFound, "not_found");
    }

    [Fact]
    [Proves("GET /api/videos/{video_id}", 404, "not_found")]
    [Proves("DELETE /api/videos/{video_id}", 404, "not_found")]
    [Proves("GET /api/public/videos/{video_id}", 404, "not_found")]
    [Proves("POST /api/public/videos/{video_id}/vote", 404, "not_found")]
    public async Task A_malformed_id_is_not_found()
    {
        var player = await Client.NewPlayerAsync();
        foreach (var id in MalformedIds)
        {
            (await Client.GetAsync("/api/videos/" + id, player.Token)).Refused(HttpStatusCode.NotFound, "not_found");
            (await Client.DeleteAsync("/api/videos/" + id, player.Token)).Refused(HttpStatusCode.NotFound, "not_found");
            (await Client.GetAsync("/api/public/videos/" + id)).Refused(HttpStatusCode.NotFound, "not_found");
            (await Client.VoteAsync(id, player.Token)).Refused(HttpStatusCode.NotFound, "not_found");
        }
    }

    [Fact]
    public async Task Unknown_query_parameters_are_ignored_and_a_trailing_slash_is_accepted()
    {
        var owner = await Client.NewPlayerAsync();
        var id = (await MadeVideos.AddAsync(fixture.Stack, owner, 1))[0];
        foreach (var path in new[] { "/api/videos", "/api/videos/" + id, "/api/public/videos", "/api/public/videos/" + id, "/api/public/rankings" })
        {
            var plain = (await Client.GetAsync(path, owner.Token)).Expect(HttpStatusCode.OK).Json;
            foreach (var alike in new[] { path + "/", path + "?color=rojo&utm_source=x&Limit2=0", path + "/?color" })
            {
                var answer = (await Client.GetAsync(alike, owner.Token)).Expect(HttpStatusCode.OK).Json;
                Assert.Equal(Ids(plain), Ids(answer));
            }
        }

        (await Client.PostAsync($"/api/public/videos/{id}/vote/?color=rojo", JsonContent.Create(new { voto = 2 }), owner.Token)).Expect(HttpStatusCode.OK);
        (await Client.PostJsonAsync("/api/auth/login/?color=rojo", new { email = owner.Email, password = owner.Password })).Expect(HttpStatusCode.OK);
        var upload = (await Client.UploadAsync(owner.Token, Mp4Bytes.Damaged(), "Para borrar")).Expect(HttpStatusCode.Created);
        var other = upload.Json.GetProperty("video_id").GetString()!;
        (await Client.DeleteAsync($"/api/videos/{other}/?color=rojo", owner.Token)).Expect(HttpStatusCode.OK);
    }

    private static bool IsStream(string path) => path.EndsWith("/live", StringComparison.Ordinal) || path.EndsWith("/events", StringComparison.Ordinal);

    private static string Filled(string path) => path
        .Replace("{video_id}", "01890000-0000-7000-8000-000000000000", StringComparison.Ordinal)
        .Replace("{id}", "01890000-0000-7000-8000-000000000000", StringComparison.Ordinal)
        .Replace("{key}", "01890000-0000-7000-8000-000000000000.mp4", StringComparison.Ordinal);

    private static string Ids(global::System.Text.Json.JsonElement json) => json.ValueKind == global::System.Text.Json.JsonValueKind.Array
        ? string.Join(' ', json.EnumerateArray().Select(item => item.TryGetProperty("video_id", out var id) ? id.GetString() : item.GetRawText()))
        : json.GetProperty("video_id").GetString()!;
}
