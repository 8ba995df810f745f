using HighPerf.Api.Auth;

namespace HighPerf.Bench.Cases;

/// <summary>Access tokens: the first time and every further one, and the framework's way of checking them.</summary>
internal static class TokenCases
{
    public static IEnumerable<HotCase> All =>
    [
        new("token, known", () =>
        {
            var check = new TokenCheck(Everyday.Options, TimeProvider.System);
            var header = "Bearer " + new TokenIssuer(Everyday.Options, TimeProvider.System).Issue(Guid.CreateVersion7());
            return () => GC.KeepAlive(check.CheckAsync(header).Result);
        }),
        new("token, new", () =>
        {
            var header = "Bearer " + new TokenIssuer(Everyday.Options, TimeProvider.System).Issue(Guid.CreateVersion7());
            var check = new TokenCheck(Everyday.Options, TimeProvider.System);
            return () =>
            {
                check.Forget();
                GC.KeepAlive(check.CheckAsync(header).AsTask().GetAwaiter().GetResult());
            };
        }),
    ];
}
