using System.Net.Http.Headers;

namespace HighPerf.ApiRace.Load;

/// <summary>Answers as a server gave them, for another one to repeat (bench/HighPerf.BareApi reads the file).</summary>
internal static class Recording
{
    /// <returns>The ETag of each target.</returns>
    public static async Task<IReadOnlyList<string>> WriteAsync(Uri server, IReadOnlyList<string> targets, string coding, string path)
    {
        using var http = new HttpClient { BaseAddress = server };
        var tags = new List<string>(targets.Count);
        await using var writer = new BinaryWriter(File.Create(path));
        writer.Write(targets.Count);
        foreach (var target in targets)
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, target);
            if (coding.Length > 0) request.Headers.AcceptEncoding.Add(new StringWithQualityHeaderValue(coding));
            using var response = await http.SendAsync(request);
            response.EnsureSuccessStatusCode();
            var body = await response.Content.ReadAsByteArrayAsync();
            writer.Write(target);
            writer.Write(response.Content.Headers.ContentType!.ToString());
            foreach (var name in (string[])["ETag", "Cache-Control", "Vary", "Link", "Content-Encoding"]) writer.Write(Header(response, name));
            writer.Write(body.Length);
            writer.Write(body);
            tags.Add(Header(response, "ETag"));
        }

        return tags;
    }

    private static string Header(HttpResponseMessage response, string name) =>
        response.Headers.NonValidated.TryGetValues(name, out var values) || response.Content.Headers.NonValidated.TryGetValues(name, out values) ? string.Join(", ", values) : "";
}
