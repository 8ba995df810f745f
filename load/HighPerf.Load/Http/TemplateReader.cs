using System.Text;
using HighPerf.Load.Feeds;
using HighPerf.Load.Plans;

namespace HighPerf.Load.Http;

/// <summary>Makes templates of the texts of one scenario: <c>{feed}</c>, <c>{feed.column}</c>, or <c>{name}</c> of what an earlier step has captured.</summary>
internal sealed class TemplateReader(string scenario, IReadOnlyDictionary<string, Feed> feeds)
{
    private readonly Dictionary<string, int> _captured = new(StringComparer.Ordinal);
    private readonly HashSet<Feed> _used = [];

    /// <summary>What a visitor of this scenario draws.</summary>
    public IReadOnlyCollection<Feed> Used => _used;

    /// <summary>How many values a visitor captures.</summary>
    public int Captured => _captured.Count;

    /// <summary>From the next step on this name stands for what is captured; its number.</summary>
    public int Capture(string name)
    {
        if (!_captured.TryGetValue(name, out var number)) _captured[name] = number = _captured.Count;
        return number;
    }

    /// <exception cref="PlanException">A placeholder that stands for nothing.</exception>
    public Template Read(string text, ValuePlace place)
    {
        var segments = new List<Segment>();
        var rest = text;
        while (rest.Length > 0)
        {
            var open = rest.IndexOf('{', StringComparison.Ordinal);
            var close = open < 0 ? -1 : rest.IndexOf('}', open);
            var name = close < 0 ? "" : rest[(open + 1)..close];
            if (close < 0 || !IsName(name))
            {
                // No placeholder: a brace of JSON, or the rest.
                var until = open < 0 ? rest.Length : open + 1;
                segments.Add(new Segment(Encoding.UTF8.GetBytes(rest[..until])));
                rest = rest[until..];
                continue;
            }

            if (open > 0) segments.Add(new Segment(Encoding.UTF8.GetBytes(rest[..open])));
            segments.Add(Find(name, place));
            rest = rest[(close + 1)..];
        }

        return new Template([.. segments]);
    }

    private Segment Find(string name, ValuePlace place)
    {
        if (_captured.TryGetValue(name, out var number)) return new Segment(number);
        var (feedName, path) = name.Split('.', 2) is [var one, var two] ? (one, two) : (name, "");
        if (!feeds.TryGetValue(feedName, out var feed)) throw new PlanException($"{scenario}: {{{name}}} is no feed, and nothing that an earlier step captures");
        if (feed.Find(path) is not { } column) throw new PlanException($"{scenario}: feed '{feedName}' has no column for {{{name}}}");
        _used.Add(feed);
        return new Segment(column, place);
    }

    private static bool IsName(string name) => name.Length > 0 && char.IsAsciiLetter(name[0]) && name.All(letter => char.IsAsciiLetterOrDigit(letter) || letter is '_' or '.');
}
