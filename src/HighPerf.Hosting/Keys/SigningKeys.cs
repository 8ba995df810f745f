using System.Text.Json;

namespace HighPerf.Hosting.Keys;

/// <summary>
/// The keys of access tokens: one signs; the next one is verified already, and the one before still. So a key is known everywhere before anybody signs with it, and
/// until the last token that it has signed is over.
/// </summary>
public sealed class SigningKeys(SigningKey? next, SigningKey current, SigningKey? previous)
{
    private const string Form = """needs JSON like {"current": {"kid": "…", "key": "…"}}, with "next" and "previous" as far as there are any""";

    public SigningKey? Next => next;

    public SigningKey Current => current;

    public SigningKey? Previous => previous;

    /// <summary>Those there are, the current one first.</summary>
    public IReadOnlyList<SigningKey> All { get; } = [.. new[] { current, next, previous }.OfType<SigningKey>()];

    /// <summary>New keys, of which one signs at once, since there are no others.</summary>
    public static SigningKeys New(DateTimeOffset now) => new(SigningKey.New(now), SigningKey.New(now), previous: null);

    /// <summary>The one key of a system that did not rotate.</summary>
    /// <exception cref="FormatException">It is too short.</exception>
    public static SigningKeys Of(string secret) => new(next: null, new SigningKey(secret), previous: null);

    /// <summary>Reads <c>JWT_KEYS</c>.</summary>
    /// <exception cref="FormatException">With a text that follows the setting's name and has nothing of a key.</exception>
    public static SigningKeys Parse(string json)
    {
        SigningKeysText? read;
        try
        {
            read = JsonSerializer.Deserialize(json, SigningKeysJson.Default.SigningKeysText);
        }
        catch (JsonException e)
        {
            throw new FormatException(Form, e);
        }

        var keys = new SigningKeys(Read(read?.Next), Read(read?.Current) ?? throw new FormatException(Form), Read(read?.Previous));
        return keys.All.Select(key => key.Id).Distinct(StringComparer.Ordinal).Count() == keys.All.Count
            ? keys
            : throw new FormatException("names two keys alike");
    }

    /// <summary>One step on: the next key signs, the current one is verified still, and there is a new next one.</summary>
    public SigningKeys Rotate(DateTimeOffset now) =>
        new(SigningKey.New(now), next ?? throw new InvalidOperationException("There is no next key."), current.RetiredAt(now));

    /// <summary>The same with a next key, where there is none.</summary>
    public SigningKeys WithNext(DateTimeOffset now) => next is null ? new SigningKeys(SigningKey.New(now), current, previous) : this;

    /// <summary>As it is written to <c>JWT_KEYS</c>.</summary>
    public string Write() => JsonSerializer.Serialize(new SigningKeysText(next?.Write(), current.Write(), previous?.Write()), SigningKeysJson.Default.SigningKeysText);

    private static SigningKey? Read(SigningKeyText? text)
    {
        if (text is null) return null;
        if (text.Kid is { Length: 0 } || text.Key is not { Length: > 0 } key) throw new FormatException(Form);
        return new SigningKey(key, text.Kid, text.Published, text.Retired);
    }
}
