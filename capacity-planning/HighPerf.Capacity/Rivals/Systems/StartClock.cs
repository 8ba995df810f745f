namespace HighPerf.Capacity.Rivals.Systems;

/// <summary>How long an API takes from its start to its first right answer, looked at each few milliseconds.</summary>
internal static class StartClock
{
    private static readonly TimeSpan s_every = TimeSpan.FromMilliseconds(2);

    public static async Task<double> OfApiAsync(Uri api, Func<Task> start)
    {
        using var http = new HttpClient();
        var began = TimeProvider.System.GetTimestamp();
        var starting = start();
        while (!starting.IsFaulted && !await AnswersAsync(http, new Uri(api, "/api/public/rankings"))) await Task.Delay(s_every);
        var took = TimeProvider.System.GetElapsedTime(began).TotalSeconds;
        await starting;
        return took;
    }

    private static async Task<bool> AnswersAsync(HttpClient http, Uri url)
    {
        try
        {
            using var response = await http.GetAsync(url);
            return response.IsSuccessStatusCode;
        }
        catch (HttpRequestException)
        {
            return false; // not listening yet
        }
    }
}
