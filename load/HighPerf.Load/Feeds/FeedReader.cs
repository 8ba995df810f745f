using System.Globalization;
using System.Net;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using HighPerf.Load.Plans;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace HighPerf.Load.Feeds;

/// <summary>Makes feeds of what a plan says of them, before the run; some of them ask the server.</summary>
/// <param name="say">Where progress goes: logging many players in takes a while.</param>
internal sealed class FeedReader(Uri server, PlanPaths paths, Action<string> say) : IDisposable
{
    private const int PageSize = 100;
    private const int MostRows = 10_000_000;
    private const string Password = "una-clave-larga";

    private readonly HttpClient _http = new(new SocketsHttpHandler { UseProxy = false, MaxConnectionsPerServer = 4 }) { BaseAddress = server, Timeout = TimeSpan.FromMinutes(2) };
    private readonly Dictionary<string, Feed> _feeds = new(StringComparer.Ordinal);

    /// <summary>How long the server may take for an answer.</summary>
    public TimeSpan Patience { init => _http.Timeout = value; }

    /// <summary>How many rows a visitor has.</summary>
    public int Slots { get; private set; }

    /// <exception cref="PlanException">One cannot be made.</exception>
    /// <exception cref="HttpRequestException">The server was asked and did not answer.</exception>
    /// <exception cref="OperationCanceledException"/>
    public async Task<IReadOnlyDictionary<string, Feed>> ReadAsync(IReadOnlyDictionary<string, FeedPlan>? plans, CancellationToken cancellationToken)
    {
        foreach (var (name, plan) in plans ?? new Dictionary<string, FeedPlan>(StringComparer.Ordinal))
        {
            try
            {
                _feeds[name] = await ReadAsync(name, plan, cancellationToken);
            }
            catch (OperationCanceledException e) when (!cancellationToken.IsCancellationRequested)
            {
                throw new HttpRequestException($"feed '{name}': {server} did not answer within {Duration.Text(_http.Timeout)}", e);
            }
        }

        return _feeds;
    }

    public void Dispose() => _http.Dispose();

    private async Task<Feed> ReadAsync(string name, FeedPlan plan, CancellationToken cancellationToken)
    {
        (string Name, object? Value)[] kinds =
            [("values", plan.Values), ("integers", plan.Integers), ("csv", plan.Csv), ("list", plan.List), ("players", plan.Players), ("tokens", plan.Tokens), ("pairs", plan.Pairs)];
        if (kinds.Where(one => one.Value is not null).ToList() is not [var (kind, _)]) throw new PlanException($"feed '{name}' is one of values, integers, csv, list, players, tokens and pairs");
        Unused.Refuse($"feed '{name}'", kind, Used(kind), ("field", plan.Field), ("secret", plan.Secret), ("most", plan.Most), ("order", plan.Order));
        if (plan.Most is <= 0) throw new PlanException($"feed '{name}': most is 1 or more");
        if (kind == "pairs")
        {
            if (plan.Pairs is not [var first, var second]) throw new PlanException($"feed '{name}': pairs names two feeds");
            var pairs = new PairsFeed(name, Slots, Table(first, name), Table(second, name), plan.Most ?? long.MaxValue);
            Slots += 2;
            return pairs;
        }

        var order = Order(plan.Order, name); // before anybody is asked
        var columns = plan switch
        {
            { Values: { Count: > 0 } values } => One("value", values),
            { Integers: [var from, var to] } when from <= to && (long)to - from < MostRows => One("value", Enumerable.Range(from, to - from + 1).Select(number => number.ToString(CultureInfo.InvariantCulture))),
            { Csv: { } file } => Csv.Read(paths.Find(file, $"feed '{name}'")),
            { List: ['/', ..] path, Field: { } field } => One(field, await ListAsync(path, field, plan.Most ?? 1_000, name, cancellationToken)),
            { Players: > 0 and <= MostRows and var count } => await PlayersAsync(count, name, cancellationToken),
            { Tokens: { } ids, Secret: { } variable } => Tokens(Table(ids, name), variable, plan.Most ?? int.MaxValue, name),
            _ => throw new PlanException($"feed '{name}': {Needs(kind)}"),
        };
        return new TableFeed(name, Slots++, columns, order);
    }

    /// <summary>The settings of a kind of feed, beside its own.</summary>
    private static string[] Used(string kind) => kind switch
    {
        "list" => ["field", "most", "order"],
        "tokens" => ["secret", "most", "order"],
        "pairs" => ["most"],
        _ => ["order"],
    };

    private static string Needs(string kind) => kind switch
    {
        "values" => "values are one or more",
        "integers" => string.Create(CultureInfo.InvariantCulture, $"integers are the first and the last of {MostRows} at most"),
        "list" => "list begins with a slash, and has a field",
        "players" => string.Create(CultureInfo.InvariantCulture, $"players are 1 to {MostRows}"),
        _ => "tokens have a secret",
    };

    private TableFeed Table(string name, string of) => _feeds.GetValueOrDefault(name) as TableFeed ?? throw new PlanException($"feed '{of}' needs feed '{name}', which must be above it and no pairs");

    private static FeedOrder Order(string? order, string name) => order switch
    {
        null or "random" => FeedOrder.Random,
        "zipf" => FeedOrder.Zipf,
        "in_turn" => FeedOrder.InTurn,
        "once" => FeedOrder.Once,
        _ => throw new PlanException($"feed '{name}': there is no order '{order}'; there are random, zipf, in_turn and once"),
    };

    private static Dictionary<string, string[]> One(string column, IEnumerable<string> values) => new(StringComparer.Ordinal) { [column] = [.. values] };

    /// <summary>A field of all items of a list, page by page, until there are enough or no more.</summary>
    private async Task<List<string>> ListAsync(string path, string field, int most, string name, CancellationToken cancellationToken)
    {
        var values = new List<string>();
        for (var number = 1; values.Count < most; number++)
        {
            var target = string.Create(CultureInfo.InvariantCulture, $"{path}{(path.Contains('?', StringComparison.Ordinal) ? '&' : '?')}limit={PageSize}&page={number}");
            using var answer = await _http.GetAsync(new Uri(target, UriKind.Relative), cancellationToken);
            if (answer.StatusCode != HttpStatusCode.OK) throw new PlanException($"feed '{name}': GET {target} is {(int)answer.StatusCode}");
            var page = Items(await answer.Content.ReadAsStringAsync(cancellationToken), field) ?? throw new PlanException($"feed '{name}': GET {target} is no list of objects with '{field}'");
            values.AddRange(page.OfType<string>());
            if (page.Count < PageSize) break;
        }

        if (values.Count == 0) throw new PlanException($"feed '{name}': {path} has no '{field}'");
        return [.. values.Take(most)];
    }

    /// <summary>A field of each item of a list, null where it has no value; null when the text is something else.</summary>
    private static List<string?>? Items(string text, string field)
    {
        try
        {
            using var list = JsonDocument.Parse(text);
            if (list.RootElement.ValueKind != JsonValueKind.Array) return null;
            var values = new List<string?>();
            foreach (var item in list.RootElement.EnumerateArray())
            {
                if (item.ValueKind != JsonValueKind.Object || !item.TryGetProperty(field, out var value)) return null;
                values.Add(value.ValueKind == JsonValueKind.Null ? null : value.ToString());
            }

            return values;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private async Task<Dictionary<string, string[]>> PlayersAsync(int count, string name, CancellationToken cancellationToken)
    {
        var run = Convert.ToHexStringLower(System.Security.Cryptography.RandomNumberGenerator.GetBytes(4));
        var (emails, tokens) = (new string[count], new string[count]);
        var done = 0;
        await Parallel.ForAsync(0, count, new ParallelOptions { MaxDegreeOfParallelism = 4, CancellationToken = cancellationToken }, async (n, token) =>
        {
            emails[n] = string.Create(CultureInfo.InvariantCulture, $"carga.{run}.{n}@hpload.example");
            await PostAsync("/api/auth/signup", new JsonObject
            {
                ["first_name"] = "Carga", ["last_name"] = string.Create(CultureInfo.InvariantCulture, $"{run} {n}"), ["email"] = emails[n], ["password1"] = Password, ["password2"] = Password,
                ["city"] = "Bogotá", ["country"] = "Colombia",
            }, HttpStatusCode.Created, name, token);
            var login = await PostAsync("/api/auth/login", new JsonObject { ["email"] = emails[n], ["password"] = Password }, HttpStatusCode.OK, name, token);
            tokens[n] = AccessToken(login) ?? throw new PlanException($"feed '{name}': POST /api/auth/login gave no access_token");
            if (Interlocked.Increment(ref done) is var so && (so % 25 == 0 || so == count)) say(string.Create(CultureInfo.InvariantCulture, $"feed '{name}': {so} of {count} players signed up and logged in"));
        });
        return new Dictionary<string, string[]>(StringComparer.Ordinal) { ["email"] = emails, ["password"] = [.. Enumerable.Repeat(Password, count)], ["token"] = tokens };
    }

    private static string? AccessToken(string login)
    {
        try
        {
            using var answer = JsonDocument.Parse(login);
            return answer.RootElement.ValueKind == JsonValueKind.Object && answer.RootElement.TryGetProperty("access_token", out var token) && token.ValueKind == JsonValueKind.String ? token.GetString() : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    /// <summary>Waits when told to.</summary>
    private async Task<string> PostAsync(string path, JsonObject body, HttpStatusCode expected, string name, CancellationToken cancellationToken)
    {
        while (true)
        {
            using var content = new StringContent(body.ToJsonString(), Encoding.UTF8, "application/json");
            using var answer = await _http.PostAsync(new Uri(path, UriKind.Relative), content, cancellationToken);
            var text = await answer.Content.ReadAsStringAsync(cancellationToken);
            if (answer.StatusCode == expected) return text;
            if (answer.StatusCode != HttpStatusCode.TooManyRequests) throw new PlanException($"feed '{name}': POST {path} is {(int)answer.StatusCode}: {text}");
            await Task.Delay(answer.Headers.RetryAfter?.Delta ?? TimeSpan.FromSeconds(1), cancellationToken);
        }
    }

    /// <summary>Tokens as the server would issue them (RFC 7519, HS256), for two hours.</summary>
    private static Dictionary<string, string[]> Tokens(TableFeed ids, string variable, int most, string name)
    {
        if (Environment.GetEnvironmentVariable(variable) is not { Length: >= 32 } secret) throw new PlanException($"feed '{name}': the environment has no {variable} of 32 bytes or more");
        var credentials = new SigningCredentials(new SymmetricSecurityKey(Encoding.UTF8.GetBytes(secret)), SecurityAlgorithms.HmacSha256);
        var handler = new JsonWebTokenHandler { SetDefaultTimesOnTokenCreation = false };
        var now = TimeProvider.System.GetUtcNow().UtcDateTime;
        string[] players = [.. (ids.Find("id") ?? ids.Find("") ?? throw new PlanException($"feed '{name}': feed '{ids.Name}' has no column id")).Values.Take(most)];
        return new Dictionary<string, string[]>(StringComparer.Ordinal)
        {
            ["id"] = players,
            ["token"] = [.. players.Select(id => handler.CreateToken(new SecurityTokenDescriptor
            {
                Claims = new Dictionary<string, object>(StringComparer.Ordinal) { [JwtRegisteredClaimNames.Sub] = id },
                IssuedAt = now,
                Expires = now.AddHours(2),
                SigningCredentials = credentials,
            }))],
        };
    }
}
