using HighPerf.Core.Rankings;

namespace HighPerf.Api.Lists;

/// <summary>A URL that was asked for before: its page, and the link to the next one, which repeats what else the URL said.</summary>
/// <param name="page">Which page.</param>
/// <param name="linkPrefix">All of the link before the next page's place.</param>
internal sealed class KnownUrl<T>(ListPage<T> page, string linkPrefix) where T : class
{
    private volatile ReadyAnswer? _plain;
    private volatile ReadyAnswer? _gzip;
    private Link? _link;

    public ListPage<T> Page => page;

    public ListKind<T> Kind { get; } = page.Kind;

    /// <summary>What is answered in this version.</summary>
    public ReadyAnswer In(StandingsView view, bool gzip)
    {
        var known = gzip ? _gzip : _plain;
        if (known?.Version == view.Version) return known;
        var built = page.In(view);
        var coding = gzip ? built.Body.Gzip : built.Body.Plain;
        var answer = new ReadyAnswer(view.Version, coding.Bytes, coding.ETag, LinkOf(built), !ReferenceEquals(coding, built.Body.Plain));
        if (gzip) _gzip = answer;
        else _plain = answer;
        return answer;
    }

    /// <summary><c>Link</c> of this page (RFC 8288), null at the end of the list.</summary>
    public string? LinkOf(BuiltPage<T> built)
    {
        if (built.Next is not { } next) return null;
        var link = _link;
        return (link?.Next == next ? link : _link = new Link(next, $"{linkPrefix}{next}>; rel=\"next\"")).Header;
    }

    private sealed record Link(string Next, string Header);
}
