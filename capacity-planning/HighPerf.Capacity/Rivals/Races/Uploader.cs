using System.Globalization;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using HighPerf.Capacity.Rivals.Systems;

namespace HighPerf.Capacity.Rivals.Races;

/// <summary>A player who uploads clips, one after the other, to a system's API.</summary>
internal sealed class Uploader : IDisposable
{
    private readonly HttpClient _http;
    private int _uploads;

    private Uploader(HttpClient http) => _http = http;

    public static async Task<Uploader> LogInAsync(IRival rival)
    {
        var http = new HttpClient { BaseAddress = rival.Url, Timeout = TimeSpan.FromMinutes(2) };
        using var answer = await http.PostAsJsonAsync("/api/auth/login", new { email = "player-000001@seed.example", password = "seed-password" });
        answer.EnsureSuccessStatusCode();
        var token = (await answer.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("access_token").GetString()!;
        http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", token);
        return new Uploader(http);
    }

    public async Task UploadAsync(string clip)
    {
        await using var file = File.OpenRead(clip);
        using var content = new StreamContent(file);
        content.Headers.ContentType = new MediaTypeHeaderValue("video/mp4");
        using var title = new StringContent("Rivals");
        // A name of its own each: in the old system two of one name in a second are one file.
        using var form = new MultipartFormDataContent { { title, "title" }, { content, "video_file", string.Create(CultureInfo.InvariantCulture, $"clip-{++_uploads}.mp4") } };
        using var answer = await _http.PostAsync(new Uri("/api/videos/upload", UriKind.Relative), form);
        answer.EnsureSuccessStatusCode();
    }

    public void Dispose() => _http.Dispose();
}
