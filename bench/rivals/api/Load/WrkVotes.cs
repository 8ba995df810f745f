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
        local headers = { ["Content-Length"] = "0" }
        function request()
          local p = (n * 7919) % #tokens -- all over the index, as random pairs are
          local v = (math.floor(n / #tokens) + p) % #videos
          n = n + 1
          headers["Authorization"] = tokens[p + 1]
          return wrk.format("POST", "/api/public/videos/" .. videos[v + 1] .. "/vote", headers)
        end
        local threads = {}
        function setup(thread) threads[#threads + 1] = thread end
        refused = 0
        function response(status) if status ~= 200 then refused = refused + 1 end end
        function done(summary) local r = 0; for _, t in ipairs(threads) do r = r + (t:get("refused") or 0) end print("Refused: " .. r) end
        """;
}
