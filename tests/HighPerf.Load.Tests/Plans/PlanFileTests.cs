using HighPerf.Load.Plans;

namespace HighPerf.Load.Tests.Plans;

public sealed class PlanFileTests
{
    private const string Plan = """
        { "name": "p", // a comment
          "scenarios": [ { "name": "s", "load": [ { "simulation": "inject", "rate": ${rate:10}, "during": "${during}" } ], "steps": [ { "get": "/x" } ] } ] }
        """;

    [Fact]
    public void Variables_are_filled_in()
    {
        var plan = Read(Plan, ("during", "3s"));
        Assert.Equal((10.0, "3s"), (plan.Scenarios[0].Load[0].Rate, plan.Scenarios[0].Load[0].During));
        Assert.Equal(20.0, Read(Plan, ("during", "3s"), ("rate", "20")).Scenarios[0].Load[0].Rate);
    }

    [Fact]
    public void A_variable_without_a_value_is_named() => Assert.Contains("${during} has no value", Refused(Plan), StringComparison.Ordinal);

    [Fact]
    public void A_value_without_a_variable_is_named() => Assert.Contains("${speed}", Refused(Plan, ("during", "3s"), ("speed", "9")), StringComparison.Ordinal);

    [Theory]
    [InlineData("""{ "name": "p", "scenario": [] }""", "scenario")]
    [InlineData("{ \"name\": \"p\",\n \"scenarios\": [ { ]", "line 2")]
    [InlineData("""{ "name": "p", "scenarios": [] }""", "at least one scenario")]
    public void What_cannot_be_understood_is_named(string text, string message) => Assert.Contains(message, Refused(text), StringComparison.Ordinal);

    [Theory]
    [InlineData("250ms", 0.25)]
    [InlineData("1.5s", 1.5)]
    [InlineData("5m", 300)]
    [InlineData("2h", 7_200)]
    public void Durations_have_units(string text, double seconds) => Assert.Equal(seconds, Duration.Parse(text, "here").TotalSeconds);

    [Theory]
    [InlineData("65536", 65_536)]
    [InlineData("512KB", 524_288)]
    [InlineData("8MB", 8_388_608)]
    public void Sizes_may_have_units(string text, long bytes) => Assert.Equal(bytes, Sizes.Parse(text, "here"));

    private static LoadPlan Read(string text, params (string Name, string Value)[] settings) =>
        PlanFile.Parse(Variables.Fill(text, "plan.json", settings.ToDictionary(setting => setting.Name, setting => setting.Value, StringComparer.Ordinal)), "plan.json");

    private static string Refused(string text, params (string Name, string Value)[] settings) => Assert.Throws<PlanException>(() => Read(text, settings)).Message;
}
