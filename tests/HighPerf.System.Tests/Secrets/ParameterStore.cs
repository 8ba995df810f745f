using System.Collections.Concurrent;
using System.Globalization;
using System.Net;
using System.Text.Json;
using HighPerf.Testing.Servers;

namespace HighPerf.System.Tests.Secrets;

/// <summary>
/// Answers <c>AmazonSSM.GetParameter</c> of AWS's JSON protocol for secrets of Secrets Manager, and holds each request against what AWS expects of it. It stands in
/// for AWS: that AWS itself answers so is not shown here.
/// </summary>
internal sealed class ParameterStore : IAsyncDisposable
{
    private const string Reference = "/aws/reference/secretsmanager/";

    private readonly HttpListener listener = new();
    private readonly ConcurrentDictionary<string, string> secrets = new(StringComparer.Ordinal);
    private readonly ConcurrentQueue<string> faults = new();
    private readonly Task serving;
    private int asked;

    private ParameterStore()
    {
        Url = string.Create(CultureInfo.InvariantCulture, $"http://127.0.0.1:{TcpPorts.Free()}");
        listener.Prefixes.Add(Url + "/");
        listener.Start();
        serving = ServeAsync();
    }

    public string Url { get; }

    /// <summary>Whether every request is answered 500.</summary>
    public bool IsAway { get; set; }

    public int Asked => Volatile.Read(ref asked);

    /// <summary>What was wrong with requests.</summary>
    public IReadOnlyCollection<string> Faults => faults;

    public static ParameterStore Start() => new();

    /// <summary>The environment in which AWS's tools find it.</summary>
    public (string Name, string Value)[] Settings(string secret) =>
    [
        ("AWS_SECRET_ID", secret), ("AWS_ENDPOINT_URL", Url), ("AWS_REGION", "us-east-1"), ("AWS_ACCESS_KEY_ID", "AKIDEXAMPLE"), ("AWS_SECRET_ACCESS_KEY", "no-real-key"),
    ];

    /// <summary>A secret that is a JSON object of strings.</summary>
    public void Put(string secret, params (string Name, string Value)[] values) =>
        secrets[secret] = JsonSerializer.Serialize(values.ToDictionary(value => value.Name, value => value.Value, StringComparer.Ordinal));

    public async ValueTask DisposeAsync()
    {
        listener.Close();
        await serving;
    }

    private async Task ServeAsync()
    {
        while (true)
        {
            HttpListenerContext context;
            try
            {
                context = await listener.GetContextAsync();
            }
            catch (Exception e) when (e is HttpListenerException or ObjectDisposedException or InvalidOperationException)
            {
                return; // closed
            }

            Interlocked.Increment(ref asked);
            var (status, body) = await AnswerAsync(context.Request);
            context.Response.StatusCode = status;
            context.Response.ContentType = "application/x-amz-json-1.1";
            await context.Response.OutputStream.WriteAsync(JsonSerializer.SerializeToUtf8Bytes(body));
            context.Response.Close();
        }
    }

    private async Task<(int Status, object Body)> AnswerAsync(HttpListenerRequest request)
    {
        using var body = await JsonDocument.ParseAsync(request.InputStream);
        if (IsAway)
            return (500, new { __type = "InternalServerError" });

        Expect(request.HttpMethod == "POST" && request.Headers["X-Amz-Target"] == "AmazonSSM.GetParameter", "target " + request.Headers["X-Amz-Target"]);
        var signature = request.Headers["Authorization"] ?? "";
        Expect(
            signature.StartsWith("AWS4-HMAC-SHA256 Credential=AKIDEXAMPLE/", StringComparison.Ordinal) && signature.Contains("/us-east-1/ssm/aws4_request", StringComparison.Ordinal),
            "signature " + signature);
        Expect(body.RootElement.GetProperty("WithDecryption").GetBoolean(), "without decryption");
        var name = body.RootElement.GetProperty("Name").GetString()!;
        Expect(name.StartsWith(Reference, StringComparison.Ordinal), "parameter " + name);
        return secrets.TryGetValue(name[Reference.Length..], out var value)
            ? (200, new { Parameter = new { Name = name, Type = "SecureString", Value = value, Version = 0 } })
            : (400, new { __type = "ParameterNotFound", message = "no such secret" });
    }

    private void Expect(bool condition, string otherwise)
    {
        if (!condition)
            faults.Enqueue(otherwise);
    }
}
