using System.Globalization;
using System.Text;
using System.Text.Json;
using HighPerf.Load.Plans;

namespace HighPerf.Load.Http;

/// <summary>What an answer must be, and which of its fields the steps that follow need.</summary>
internal sealed class Expectation
{
    private readonly HashSet<int>? _statuses;
    private readonly HashSet<int>? _refusals;
    private readonly byte[]? _contains;
    private readonly long? _bytes;
    private readonly int _items;
    private readonly byte[][] _names; // captured first, then equal, then required
    private readonly byte[][] _equal;
    private readonly int _captured;

    /// <param name="captured">Fields whose values are wanted.</param>
    /// <exception cref="PlanException">It cannot be expected.</exception>
    public Expectation(ExpectPlan? plan, IReadOnlyList<string> captured, string where)
    {
        (_statuses, _refusals) = (Statuses(plan?.Status), Statuses(plan?.Refused));
        if (_refusals?.Any(IsRightStatus) == true) throw new PlanException($"{where}: expect.refused names a status that is right: take it out of one of them");
        _contains = plan?.Contains is { } text ? Encoding.UTF8.GetBytes(text) : null;
        (_bytes, _items, _captured) = (plan?.Bytes, plan?.Items ?? -1, captured.Count);
        var equal = plan?.Equal ?? new Dictionary<string, string>(StringComparer.Ordinal);
        _names = [.. captured.Concat(equal.Keys).Concat(plan?.Fields ?? []).Select(Encoding.UTF8.GetBytes)];
        _equal = [.. equal.Values.Select(Encoding.UTF8.GetBytes)];
        if (_names.Length > MostFields) throw new PlanException($"{where}: {MostFields} fields of an answer are looked at, not more");
    }

    /// <summary>Most fields that any step looks for, so that the place for them is known.</summary>
    public const int MostFields = 32;

    /// <summary>The plan knows that the server may say so: it is busy, or has had enough of a visitor.</summary>
    public bool IsRefusal(int status) => _refusals?.Contains(status) == true;

    public bool IsRightStatus(int status) => _statuses?.Contains(status) ?? status is >= 200 and < 300;

    /// <summary>Null when the body is right, or what is wrong with it.</summary>
    /// <param name="body">Empty when it was too long to be kept.</param>
    /// <param name="length">Of the whole body.</param>
    /// <param name="values">Where the captured fields are in the body.</param>
    public string? Wrong(ReadOnlySpan<byte> body, long length, Span<(int Start, int Length)> values)
    {
        if (_bytes is { } expected && length != expected) return string.Create(CultureInfo.InvariantCulture, $"{length} bytes, not {expected}");
        if (_contains is not null && body.IndexOf(_contains) < 0) return $"no '{Encoding.UTF8.GetString(_contains)}' in it";
        if (_names.Length == 0 && _items < 0) return null;
        if (!JsonPeek.TryRead(body, _names, values, out var items)) return "no JSON";
        if (items < _items) return items < 0 ? "no list" : string.Create(CultureInfo.InvariantCulture, $"{items} items, not {_items} or more");
        for (var n = 0; n < _names.Length; n++)
        {
            if (values[n].Length < 0) return $"no field '{Encoding.UTF8.GetString(_names[n])}'";
            var equal = n - _captured;
            if (equal >= 0 && equal < _equal.Length && !JsonText.Is(body.Slice(values[n].Start, values[n].Length), _equal[equal]))
            {
                return $"'{Encoding.UTF8.GetString(_names[n])}' is not '{Encoding.UTF8.GetString(_equal[equal])}'";
            }
        }

        return null;
    }

    /// <summary>A status or a list of them, as the plan was checked to have it.</summary>
    private static HashSet<int>? Statuses(JsonElement? status) => status switch
    {
        null => null,
        { ValueKind: JsonValueKind.Number } one => [one.GetInt32()],
        { } many => [.. many.EnumerateArray().Select(one => one.GetInt32())],
    };
}
