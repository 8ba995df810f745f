using System.Net.Http.Headers;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using HighPerf.Testing;
using HighPerf.Testing.Stacks;

namespace HighPerf.ApiRace.Load;

/// <summary>A clip to be uploaded many times: noise behind the first box of an MP4.</summary>
internal sealed class UploadedClip
{
    private static readonly HttpClient s_http = new(new SocketsHttpHandler { UseProxy = false }) { Timeout = TimeSpan.FromMinutes(20) };

    private readonly byte[] _bytes;
    private readonly byte[] _sha256;

    public UploadedClip(int length)
    {
        _bytes = new byte[length];
        new Random(11).NextBytes(_bytes);
        Encoding.ASCII.GetBytes("\0\0\0\u0018ftypisom\0\0\u0002\0isommp41").CopyTo(_bytes, 0);
        _sha256 = SHA256.HashData(_bytes);
    }

    public int Length => _bytes.Length;

    /// <summary>As a player does; false when it is refused, or stored with another hash.</summary>
    public async Task<bool> PostFormAsync(ApiStack stack)
    {
        using var form = new MultipartFormDataContent { { new ByteArrayContent(_bytes), "video_file", "clip.mp4" }, { new StringContent("Carrera"), "title" } };
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(stack.Url, "/api/videos/upload")) { Content = form };
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", Ballots.Token(await stack.FirstPlayerAsync(), stack.Secret));
        using var response = await s_http.SendAsync(request);
        if (!response.IsSuccessStatusCode)
        {
            Progress.Say($"refused with {(int)response.StatusCode}: {await response.Content.ReadAsStringAsync()}");
            return false;
        }

        using var answer = JsonDocument.Parse(await response.Content.ReadAsStringAsync());
        await using var stored = stack.Database.CreateCommand("select sha256 from videos where id = $1");
        stored.Parameters.AddWithValue(answer.RootElement.GetProperty("video_id").GetGuid());
        return await stored.ExecuteScalarAsync() is byte[] hash && hash.AsSpan().SequenceEqual(_sha256);
    }

    /// <summary>Only the bytes.</summary>
    public async Task<bool> PostAsync(Uri url)
    {
        using var response = await s_http.PostAsync(url, new ByteArrayContent(_bytes));
        return response.IsSuccessStatusCode && await response.Content.ReadAsStringAsync() == Convert.ToHexStringLower(_sha256);
    }
}
