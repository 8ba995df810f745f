using HighPerf.Core.Storage;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Extensions.Time.Testing;

namespace HighPerf.Core.Tests.Storage;

public sealed class UrlSignerTests
{
    private static readonly byte[] s_secret = "0123456789abcdef0123456789abcdef"u8.ToArray();

    private readonly FakeTimeProvider _time = new();
    private readonly UrlSigner _signer;

    public UrlSignerTests() => _signer = new UrlSigner([s_secret], TimeSpan.FromMinutes(5), _time);

    [Fact]
    public void A_signature_holds_for_its_path_until_it_expires()
    {
        var (exp, sig) = Sign("/media/original/a.mp4");
        Assert.True(_signer.Verify("/media/original/a.mp4", exp, sig));
        _time.Advance(TimeSpan.FromSeconds(301));
        Assert.False(_signer.Verify("/media/original/a.mp4", exp, sig));
    }

    [Fact]
    public void Another_path_expiry_or_secret_is_refused()
    {
        var (exp, sig) = Sign("/media/original/a.mp4");
        Assert.False(_signer.Verify("/media/original/b.mp4", exp, sig));
        Assert.False(_signer.Verify("/media/original/a.mp4", exp + "0", sig));
        Assert.False(_signer.Verify("/media/original/a.mp4", exp, null));
        Assert.False(_signer.Verify("/media/original/a.mp4", null, sig));
        Assert.False(_signer.Verify("/media/original/a.mp4", exp, sig + "ñ"));
        var other = new UrlSigner([[.. s_secret.Reverse()]], TimeSpan.FromMinutes(5), _time);
        Assert.False(other.Verify("/media/original/a.mp4", exp, sig));
    }

    [Fact]
    public void The_first_secret_signs_and_each_is_verified()
    {
        byte[] next = [.. s_secret.Reverse()];
        var (exp, sig) = Sign("/media/original/a.mp4");

        _signer.Use([next, s_secret]);
        Assert.True(_signer.Verify("/media/original/a.mp4", exp, sig));
        Assert.NotEqual((exp, sig), Sign("/media/original/a.mp4"));
        Assert.True(new UrlSigner([next], TimeSpan.FromMinutes(5), _time).Verify("/media/original/a.mp4", Sign("/media/original/a.mp4").Exp, Sign("/media/original/a.mp4").Sig));

        _signer.Use([next]);
        Assert.False(_signer.Verify("/media/original/a.mp4", exp, sig));
    }

    private (string Exp, string Sig) Sign(string path)
    {
        var query = QueryHelpers.ParseQuery(_signer.Sign(path));
        return (query["exp"]!, query["sig"]!);
    }
}
