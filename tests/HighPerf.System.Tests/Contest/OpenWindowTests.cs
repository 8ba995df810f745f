using System.Net;
using HighPerf.System.Tests.Contract;
using HighPerf.System.Tests.Moderation;
using static HighPerf.System.Tests.Json.JsonShape;

namespace HighPerf.System.Tests.Contest;

[Collection(ModeratedCollection.Name)]
public sealed class OpenWindowTests(ModeratedStackFixture fixture)
{
    [Fact]
    [Proves("GET /api/contest", 200)]
    public async Task Between_its_two_ends_the_contest_is_open_and_says_until_when()
    {
        var contest = (await fixture.Client.GetAsync("/api/contest")).Expect(HttpStatusCode.OK).Json;

        Record(("opens_at", Timestamp), ("closes_at", Timestamp), ("state", Exactly("open"))).Check(contest);
        Assert.Equal(DateTimeOffset.Parse(ModeratedStackFixture.OpensAt, provider: null), contest.GetProperty("opens_at").GetDateTimeOffset());
        Assert.Equal(DateTimeOffset.Parse(ModeratedStackFixture.ClosesAt, provider: null), contest.GetProperty("closes_at").GetDateTimeOffset());
    }
}
