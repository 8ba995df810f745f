using System.Net;
using System.Text.Json;

namespace HighPerf.System.Tests.Baseline;

/// <summary>An answer of the old system in small.</summary>
internal sealed record BaselineAnswer(HttpStatusCode Status, JsonElement Json)
{
    public string this[string field] => Json.GetProperty(field).ToString();

    public JsonElement Expect(HttpStatusCode status)
    {
        Assert.True(Status == status, $"Expected {status}, got {Status}: {Json}");
        return Json;
    }
}
