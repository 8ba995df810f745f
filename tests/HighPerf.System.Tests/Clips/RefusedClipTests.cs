using System.Net;
using HighPerf.System.Tests.Json;
using HighPerf.System.Tests.Stack;
using HighPerf.Testing.Servers;
using static HighPerf.System.Tests.Json.JsonShape;
using TestClips = HighPerf.Testing.Clips.Clips;

namespace HighPerf.System.Tests.Clips;

/// <summary>Sources that only a probe can refuse: taken by the API, then failed with a reason.</summary>
[Collection(StackCollection.Name)]
public sealed class RefusedClipTests(StackFixture fixture)
{
    [Fact]
    public async Task A_clip_that_is_too_short_fails_with_a_reason() => await FailsAsync(await TestClips.TooShort);

    [Fact]
    public async Task A_clip_that_is_too_long_fails_with_a_reason() => await FailsAsync(await TestClips.TooLong);

    [Fact]
    public async Task A_clip_that_is_too_small_fails_with_a_reason() => await FailsAsync(await TestClips.TooSmall);

    [Fact]
    public async Task A_clip_without_a_picture_fails_with_a_reason() => await FailsAsync(await TestClips.NoVideo);

    [Fact]
    public async Task A_clip_without_its_index_fails_with_a_reason() => await FailsAsync(await TestClips.TruncatedWithoutIndex);

    private async Task FailsAsync(string source)
    {
        var client = fixture.Client;
        var player = await client.NewPlayerAsync();
        var id = await client.UploadedAsync(player, source, "No cumple las reglas");
        var final = await client.FinalStateAsync(player, id, fixture.Stack);

        Record(
        [
            .. Shapes.OwnUnprocessed("No cumple las reglas", "failed"), ("error", Spanish), Shapes.OriginalUrl(fixture.Stack.ApiUrl),
        ]).Check(final);
        (await client.GetAsync("/api/public/videos/" + id)).Refused(HttpStatusCode.NotFound, "not_found");
        await Poll.UntilAsync("the original alone is left on the disk", TimeSpan.FromSeconds(10), () => Task.FromResult(
            fixture.Stack.MediaFiles().Count(file => file.Contains(id, StringComparison.Ordinal)) == 1));
    }
}
