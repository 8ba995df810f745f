namespace HighPerf.ApiRace.Load;

/// <summary>wrk's script for votes: pairs of a player and a video that were never voted for, each once.</summary>
internal static class WrkVotes
{
    /// <summary>
    /// <c>TOKENS</c>: a token a line. <c>VIDEOS</c>: an id a line. <c>FIRST</c>: the number of the first pair; pair n is player p = 7919 n mod P and video (n div P + p) mod V,
    /// so that no pair comes twice before P × V.
    /// </summary>
    public const string Script = """
        local tokens, videos = {}, {}
        for line in io.lines(os.getenv("TOKENS")) do tokens[#tokens + 1] = "Bearer " .. line end
        for line in io.lines(os.getenv("VIDEOS")) do videos[#videos + 1] = line end
        local n = tonumber(os.getenv("FIRST"))
        function request() -- by hand, and without a function that looks at each response: both take time of the generator
          local p = (n * 7919) % #tokens -- all over the index, as random pairs are
          local v = (math.floor(n / #tokens) + p) % #videos
          n = n + 1
          return "POST /api/public/videos/" .. videos[v + 1] .. "/vote HTTP/1.1\r\nHost: " .. wrk.headers["Host"] .. "\r\nAuthorization: " .. tokens[p + 1] .. "\r\nContent-Length: 0\r\n\r\n"
        end
        function done(summary) print("Refused: " .. summary.errors.status) end
        """;
}
