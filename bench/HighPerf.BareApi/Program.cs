// Kestrel alone, the yardstick of highperf-api: no routing, no middleware, no limit, no metric. It returns answers that were recorded before, by
// the target of the request; /plaintext is 13 bytes, /delayed the same after 40 to 200 ms, /idle an answer that begins
// and does not go on, /allocated what the process has allocated so far. With "bcrypt" it is no server at all, and verifies passwords.
using System.Globalization;
using System.Text;
using HighPerf.BareApi;
using Microsoft.AspNetCore.Http.Features;

if (args is ["bcrypt", var threads, var seconds]) return BareBcrypt.Run(int.Parse(threads, CultureInfo.InvariantCulture), TimeSpan.FromSeconds(int.Parse(seconds, CultureInfo.InvariantCulture)));
if (args is not [var url, ..])
{
    Console.Error.WriteLine("usage: highperf-bare-api http://127.0.0.1:PORT [RECORDED | DIRECTORY] | bcrypt THREADS SECONDS");
    return 64;
}

var answers = args is [_, var recorded, ..] && File.Exists(recorded) ? RecordedAnswer.Load(recorded) : [];
var builder = WebApplication.CreateSlimBuilder();
builder.Logging.ClearProviders();
builder.WebHost.UseUrls(url).ConfigureKestrel(kestrel =>
{
    kestrel.AddServerHeader = false;
    kestrel.Limits.MaxRequestBodySize = null;
});
var application = builder.Build();
var plaintext = new RecordedAnswer("text/plain", null, null, null, null, null, "Hello, World!"u8.ToArray());
application.Run(context => context.Features.GetRequiredFeature<IHttpRequestFeature>().RawTarget switch
{
    "/plaintext" => plaintext.WriteAsync(context),
    "/allocated" => context.Response.WriteAsync(GC.GetTotalAllocatedBytes(precise: true).ToString(CultureInfo.InvariantCulture), Encoding.ASCII),
    "/upload" => BareUpload.AnswerAsync(context, args[1]),
    "/delayed" => Delayed.AnswerAsync(context, plaintext),
    "/idle" => Idle.AnswerAsync(context),
    var target => answers.TryGetValue(target, out var answer) ? answer.WriteAsync(context) : RecordedAnswer.MissingAsync(context),
});
await application.RunAsync();
return 0;
