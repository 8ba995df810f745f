using System.Globalization;
using System.Text;
using System.Text.Json;
using HighPerf.Load.Feeds;
using HighPerf.Load.Http;
using HighPerf.Load.Plans;

namespace HighPerf.Load.Steps;

/// <summary>Makes the steps of one scenario of what its plan says.</summary>
/// <param name="authority">Of the server, for <c>Host</c>.</param>
/// <param name="timeout">Of a step that does not say.</param>
internal sealed class StepReader(ScenarioPlan scenario, TemplateReader templates, string authority, PlanPaths paths, TimeSpan timeout)
{
    private const string Boundary = "hpload-boundary-5c1f9a7e";

    private static readonly TimeSpan s_every = TimeSpan.FromSeconds(1);

    public Step[] Read()
    {
        if (scenario.Steps is not { Count: > 0 }) throw new PlanException($"{scenario.Name}: there are no steps");
        Step[] steps = [.. scenario.Steps.Select(Read)];
        if (steps[0] is PauseStep) throw new PlanException($"{scenario.Name}: the first step is no pause; when visitors come says the load");
        return steps;
    }

    private Step Read(StepPlan plan, int index)
    {
        var where = string.Create(CultureInfo.InvariantCulture, $"{scenario.Name}, step {index + 1}");
        (string Name, object? Value)[] kinds = [("get", plan.Get), ("post", plan.Post), ("delete", plan.Delete), ("tus", plan.Tus), ("listen", plan.Listen), ("pause", plan.Pause)];
        if (kinds.Where(one => one.Value is not null).ToList() is not [var (kind, _)]) throw new PlanException($"{where}: a step is one of get, post, delete, tus, listen and pause");
        Unused.Refuse(
            where, kind, Used(kind), ("name", plan.Name), ("timeout", plan.Timeout), ("headers", plan.Headers), ("json", plan.Json), ("multipart", plan.Multipart), ("file", plan.File),
            ("title", plan.Title), ("chunk", plan.Chunk), ("for", plan.For), ("expect", plan.Expect), ("capture", plan.Capture), ("until", plan.Until), ("every", plan.Every));
        if (plan.Pause is { } pause) return Pause(pause, where);
        var name = plan.Name ?? (scenario.Steps.Count == 1 ? scenario.Name : throw new PlanException($"{where}: a step has a name, for the report"));
        if (!Names.IsName(name)) throw new PlanException($"{where}: a name has letters, digits, - and _, not '{name}'");
        var patience = Nanoseconds(plan.Timeout is null ? timeout : Duration.Parse(plan.Timeout, where));
        if (plan.Tus is { } uploads) return Tus(plan, name, patience, uploads, where);
        if (plan.Listen is { } stream)
        {
            return new ListenStep(
                name, patience, Head(plan, "GET", stream, "Accept: text/event-stream\r\n"), new Expectation(plan.Expect, [], where), Nanoseconds(Duration.Parse(plan.For ?? "30s", where)));
        }

        return Request(plan, name, patience, where);
    }

    /// <summary>The settings of a kind of step.</summary>
    private static string[] Used(string kind) => kind switch
    {
        "pause" => [],
        "tus" => ["name", "timeout", "headers", "file", "title", "chunk"],
        "listen" => ["name", "timeout", "headers", "for", "expect"],
        "post" => ["name", "timeout", "headers", "json", "multipart", "expect", "capture", "until", "every"],
        _ => ["name", "timeout", "headers", "expect", "capture", "until", "every"],
    };

    private static PauseStep Pause(JsonElement pause, string where)
    {
        var (least, most) = pause.ValueKind switch
        {
            JsonValueKind.String => (pause.GetString(), pause.GetString()),
            JsonValueKind.Array when pause.GetArrayLength() == 2 && pause.EnumerateArray().All(one => one.ValueKind == JsonValueKind.String) => (pause[0].GetString(), pause[1].GetString()),
            _ => throw new PlanException($"{where}: a pause is a duration, or the shortest and the longest in brackets"),
        };
        var (from, to) = (Nanoseconds(Duration.Parse(least, where)), Nanoseconds(Duration.Parse(most, where)));
        return from <= to ? new PauseStep(from, to) : throw new PlanException($"{where}: the shortest pause is longer than the longest");
    }

    private RequestStep Request(StepPlan plan, string name, long patience, string where)
    {
        var (method, target) = plan.Get is { } get ? ("GET", get) : plan.Post is { } post ? ("POST", post) : ("DELETE", plan.Delete!);
        var (body, type) = Body(plan, where);
        if (method == "POST" && body is null) body = new RequestBody(templates.Read("", ValuePlace.Plain));
        var head = Head(plan, method, target, type is null ? "" : $"Content-Type: {type}\r\n");
        var until = plan.Until ?? new Dictionary<string, IReadOnlyList<string>>(StringComparer.Ordinal);
        if (until.Count > 1 || until.Values.Any(values => values.Count == 0)) throw new PlanException($"{where}: until has one field, and the values that end it");
        if (until.Count == 0 && plan.Every is not null) throw new PlanException($"{where}: every is of until, which is not there");
        Check(plan.Expect, where);

        // Names of captured fields, and what each is called later; what is waited for is captured, too.
        var captured = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var (called, field) in plan.Capture ?? new Dictionary<string, string>(StringComparer.Ordinal)) captured[field] = called;
        foreach (var field in until.Keys) captured.TryAdd(field, "until " + name);
        var expectation = new Expectation(plan.Expect, [.. captured.Keys], where);
        var numbers = captured.Values.Select(templates.Capture).ToArray();
        var wait = until.Count == 0 ? null : new Wait(
            numbers[captured.Keys.ToList().IndexOf(until.Keys.Single())], [.. until.Values.Single().Select(Encoding.UTF8.GetBytes)],
            Nanoseconds(plan.Every is null ? s_every : Duration.Parse(plan.Every, where)), patience);
        return new RequestStep(name, wait is null ? patience : Math.Min(patience, Nanoseconds(timeout)), method == "GET", head, body, expectation, numbers, wait);
    }

    private static void Check(ExpectPlan? expect, string where)
    {
        static bool IsStatus(JsonElement one) => one.ValueKind == JsonValueKind.Number && one.TryGetInt32(out var status) && status is >= 100 and <= 599;
        foreach (var (setting, value) in ((string, JsonElement?)[])[("status", expect?.Status), ("refused", expect?.Refused)])
        {
            if (value is { } status && !IsStatus(status) && !(status.ValueKind == JsonValueKind.Array && status.GetArrayLength() > 0 && status.EnumerateArray().All(IsStatus)))
                throw new PlanException($"{where}: expect.{setting} is a status, 100 to 599, or a list of them");
        }

        if (expect is { Items: < 0 } or { Bytes: < 0 }) throw new PlanException($"{where}: expect.items and expect.bytes are 0 or more");
    }

    private TusStep Tus(StepPlan plan, string name, long patience, string uploads, string where)
    {
        var file = File(plan.File ?? throw new PlanException($"{where}: tus has a file"), where);
        var chunk = plan.Chunk is null ? file.Length : Sizes.Parse(plan.Chunk, where);
        var title = Convert.ToBase64String(Encoding.UTF8.GetBytes(plan.Title ?? "hpload"));
        var create = Head(plan, "POST", uploads, string.Create(CultureInfo.InvariantCulture, $"Tus-Resumable: 1.0.0\r\nUpload-Length: {file.Length}\r\nUpload-Metadata: title {title}\r\n"));
        var patch = templates.Read($"Host: {authority}\r\nTus-Resumable: 1.0.0\r\n{Headers(plan)}", ValuePlace.Plain);
        return new TusStep(name, patience, create, patch, file, chunk);
    }

    private (RequestBody? Body, string? Type) Body(StepPlan plan, string where)
    {
        if (plan.Json is { } json)
        {
            if (plan.Multipart is not null) throw new PlanException($"{where}: a body is json or multipart");
            return (new RequestBody(templates.Read(json.GetRawText(), ValuePlace.Json)), "application/json");
        }

        if (plan.Multipart is not { } parts) return (null, null);
        var (before, after) = (new StringBuilder(), new StringBuilder());
        PlanFileHandle? file = null;
        foreach (var (name, value) in parts)
        {
            var text = file is null ? before : after;
            text.Append(CultureInfo.InvariantCulture, $"--{Boundary}\r\nContent-Disposition: form-data; name=\"{name}\"");
            if (value.ValueKind == JsonValueKind.String)
            {
                text.Append(CultureInfo.InvariantCulture, $"\r\n\r\n{value.GetString()}\r\n");
                continue;
            }

            if (file is not null) throw new PlanException($"{where}: one part is a file, not more");
            var part = FilePart(value, name, where);
            file = File(part.File, where);
            text.Append(CultureInfo.InvariantCulture, $"; filename=\"{Path.GetFileName(part.File)}\"\r\nContent-Type: {part.Type ?? "video/mp4"}\r\n\r\n");
            after.Append("\r\n");
        }

        (file is null ? before : after).Append(CultureInfo.InvariantCulture, $"--{Boundary}--\r\n");
        return (
            new RequestBody(templates.Read(before.ToString(), ValuePlace.Plain), file, templates.Read(after.ToString(), ValuePlace.Plain)),
            "multipart/form-data; boundary=" + Boundary);
    }

    private static FilePartPlan FilePart(JsonElement part, string name, string where)
    {
        try
        {
            if (part.Deserialize(PlanJson.Default.FilePartPlan) is { File: not null } file) return file;
        }
        catch (JsonException)
        {
            // Said below.
        }

        throw new PlanException($"{where}: the part '{name}' is a text, or a file: {{ \"file\": PATH, \"type\": MEDIA TYPE }}");
    }

    private Template Head(StepPlan plan, string method, string target, string more) => target.StartsWith('/')
        ? Template.Join(
            templates.Read($"{method} ", ValuePlace.Plain), templates.Read(target, ValuePlace.Url),
            templates.Read($" HTTP/1.1\r\nHost: {authority}\r\n{Headers(plan)}{more}", ValuePlace.Plain))
        : throw new PlanException($"{scenario.Name}: '{target}' does not begin with a slash");

    private string Headers(StepPlan plan)
    {
        var headers = new StringBuilder();
        if (scenario.Token is { } token && plan.Headers?.ContainsKey("Authorization") != true) headers.Append(CultureInfo.InvariantCulture, $"Authorization: Bearer {token}\r\n");
        foreach (var (name, value) in plan.Headers ?? new Dictionary<string, string>(StringComparer.Ordinal)) headers.Append(CultureInfo.InvariantCulture, $"{name}: {value}\r\n");
        return headers.ToString();
    }

    private PlanFileHandle File(string path, string where) => new(paths.Find(path, where));

    private static long Nanoseconds(TimeSpan time) => time.Ticks * 100;
}
