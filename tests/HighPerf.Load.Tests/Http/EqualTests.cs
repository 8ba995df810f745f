using System.Text;
using System.Text.Json;
using HighPerf.Load.Http;
using HighPerf.Load.Plans;

namespace HighPerf.Load.Tests.Http;

public sealed class EqualTests
{
    [Theory]
    [InlineData("""{"message":"Votación cerrada"}""", "Votación cerrada")]
    [InlineData("""{"message":"Votaci\u00f3n cerrada"}""", "Votación cerrada")]
    [InlineData("""{"message":"Votaci\u00F3n \"cerrada\""}""", "Votación \"cerrada\"")]
    [InlineData("""{"message":"¿Ana & José's <3?"}""", "¿Ana & José's <3?")]
    [InlineData("""{"message":"\u00bfAna \u0026 Jos\u00e9\u0027s \u003C3?"}""", "¿Ana & José's <3?")]
    [InlineData("""{"message":"a\/b\\c"}""", "a/b\\c")]
    [InlineData("""{"message":"\ud83c\udfc0"}""", "🏀")]
    [InlineData("""{"message":17}""", "17")]
    public void A_text_is_the_same_however_it_is_escaped(string body, string text) => Assert.Null(Wrong(body, text));

    [Theory]
    [InlineData("""{"message":"Votacion cerrada"}""")]
    [InlineData("""{"message":"Votaci\u00f2n cerrada"}""")]
    [InlineData("""{"message":"Votación cerrada."}""")]
    [InlineData("""{"message":""}""")]
    [InlineData("""{"message":"Votaci\ud83cn cerrada"}""")] // half of a pair
    public void Another_text_is_wrong_and_is_told_as_the_plan_has_it(string body) => Assert.Equal("'message' is not 'Votación cerrada'", Wrong(body, "Votación cerrada"));

    private static string? Wrong(string body, string text)
    {
        var answer = Encoding.UTF8.GetBytes(body);
        var expected = JsonSerializer.Serialize(text);
        var expect = PlanFile.Parse(
            $$"""{ "name": "p", "scenarios": [ { "name": "s", "steps": [ { "get": "/", "expect": { "equal": { "message": {{expected}} } } } ] } ] }""", "plan.json").Scenarios[0].Steps[0].Expect;
        return new Expectation(expect, [], "here").Wrong(answer, answer.Length, new (int, int)[Expectation.MostFields]);
    }
}
