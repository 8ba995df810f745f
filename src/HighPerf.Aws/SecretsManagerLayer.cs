using System.Text.Json;
using Amazon.Runtime;
using Amazon.SimpleSystemsManagement;
using Amazon.SimpleSystemsManagement.Model;
using HighPerf.Hosting.Secrets;

namespace HighPerf.Aws;

/// <summary>
/// A secret of AWS Secrets Manager: a JSON object of strings, named as the settings are (<c>DATABASE_URL</c>) or as files of secrets are (<c>database-url</c>). It is
/// read by way of Systems Manager's Parameter Store, which hands such secrets on (<c>/aws/reference/secretsmanager/…</c>). Region, credentials and endpoint come from
/// where AWS's tools have them: the environment, or the machine's role.
/// </summary>
/// <param name="id">The secret's name.</param>
public sealed class SecretsManagerLayer(string id) : ISecretLayer
{
    private const string Reference = "/aws/reference/secretsmanager/";
    private const int Attempts = 3;

    private static readonly TimeSpan s_answer = TimeSpan.FromSeconds(5);

    public string Name => $"AWS Secrets Manager, {id}";

    public async Task<IReadOnlyDictionary<string, string>> ReadAsync(IReadOnlyCollection<string> names, CancellationToken cancellationToken)
    {
        var text = await AskAsync(cancellationToken);
        try
        {
            using var document = JsonDocument.Parse(text);
            var found = new Dictionary<string, string>(StringComparer.Ordinal);
            foreach (var name in names)
            {
                if ((Text(document.RootElement, name) ?? Text(document.RootElement, DirectoryLayer.FileOf(name))) is { Length: > 0 } value) found.Add(name, value);
            }

            return found;
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException) // no JSON, or no object; what they say might quote it, and is not repeated
        {
            throw new SecretException($"{Name}: it is not a JSON object of strings", e);
        }
    }

    /// <summary>A string; or an object, as <c>JWT_KEYS</c> may be, as its JSON.</summary>
    private static string? Text(JsonElement secret, string name) => !secret.TryGetProperty(name, out var value) ? null : value.ValueKind switch
    {
        JsonValueKind.String => value.GetString(),
        JsonValueKind.Object => value.GetRawText(),
        _ => throw new InvalidOperationException(),
    };

    /// <summary>No answer, its own fault, or asked too often, which Systems Manager says with 400 (ThrottlingException).</summary>
    private static bool MayPass(AmazonServiceException e) =>
        (int)e.StatusCode is 0 or 429 or >= 500 || e.ErrorCode?.StartsWith("Throttling", StringComparison.Ordinal) is true;

    private async Task<string> AskAsync(CancellationToken cancellationToken)
    {
        try
        {
            using var client = new AmazonSimpleSystemsManagementClient(new AmazonSimpleSystemsManagementConfig { Timeout = s_answer, MaxErrorRetry = Attempts - 1 });
            var answer = await client.GetParameterAsync(new GetParameterRequest { Name = Reference + id, WithDecryption = true }, cancellationToken);
            return answer.Parameter.Value;
        }
        catch (AmazonServiceException e) // its message may quote the request with its headers, so that its code must do
        {
            throw new SecretException($"{Name}: {e.ErrorCode ?? "no answer"} ({(int)e.StatusCode})", e) { MayPass = MayPass(e) };
        }
        catch (Exception e) when (e is AmazonClientException or HttpRequestException or IOException or TimeoutException
            || (e is OperationCanceledException && !cancellationToken.IsCancellationRequested))
        {
            throw new SecretException($"{Name}: it cannot be asked: {e.Message.ReplaceLineEndings(" ")}", e) { MayPass = true };
        }
    }
}
