using HighPerf.System.Tests.Client;
using HighPerf.System.Tests.Stack;
using HighPerf.Testing.Servers;

namespace HighPerf.System.Tests.Crashes;

/// <summary>An upload that stops in the middle and never goes on.</summary>
internal static class HangingUpload
{
    private const int SentBeforePause = 3 * 1024 * 1024;

    public static async Task<HttpResponseMessage> SendAsync(HighPerfStack stack, Player player, CancellationToken cancellationToken)
    {
        using var client = new HttpClient(); // unchecked: the connection ends before there is an answer
        using var form = new MultipartFormDataContent
        {
            { new StringContent("A medias"), "title" },
            { new StreamContent(new PausingStream(SentBeforePause)), "video_file", "clip.mp4" },
        };
        using var message = new HttpRequestMessage(HttpMethod.Post, stack.ApiUrl + "/api/videos/upload") { Content = form };
        message.Headers.TryAddWithoutValidation("Authorization", "Bearer " + player.Token);
        return await client.SendAsync(message, cancellationToken);
    }

    public static Task ArrivedAsync(HighPerfStack stack) => Poll.UntilAsync(
        "bytes of the upload are on the disk",
        TimeSpan.FromSeconds(20),
        () => Task.FromResult(stack.MediaFiles().Any(file => file.EndsWith(".part", StringComparison.Ordinal))),
        () => string.Join(' ', stack.MediaFiles()));
}
