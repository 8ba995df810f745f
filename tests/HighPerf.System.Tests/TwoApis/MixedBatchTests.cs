using System.Net;
using HighPerf.System.Tests.Client;
using HighPerf.System.Tests.Contract;

namespace HighPerf.System.Tests.TwoApis;

/// <summary>Votes of every kind at the same moment, from both processes, so that one statement has several of them to answer.</summary>
[Collection(TwoApisCollection.Name)]
public sealed class MixedBatchTests(TwoApisFixture fixture)
{
    private const int Rounds = 25;
    private const int Voters = 8;

    [Fact]
    public async Task Every_vote_of_a_mixed_batch_gets_its_own_answer_from_two_processes()
    {
        for (var round = 0; round < Rounds; round++)
            await RoundAsync(new Random(round));
    }

    private async Task RoundAsync(Random random)
    {
        var voters = new List<Player>();
        for (var i = 0; i < Voters; i++)
            voters.Add(await fixture.NewPlayerAsync("Mixto", "Tunja"));
        var open = await MadeVideos.AddAsync(fixture.Stack, voters[0], 4);
        var hidden = (await MadeVideos.AddAsync(fixture.Stack, voters[1], 1, open: false))[0];
        var gone = await fixture.NewPlayerAsync("Ida", null);
        (await fixture.Clients[0].DeleteAsync("/api/me", gone.Token)).Expect(HttpStatusCode.OK);
        (await fixture.Clients[0].VoteAsync(open[0], voters[0].Token)).Expect(HttpStatusCode.OK);

        // The rows' locks are asked for in opposite orders by the two processes: whoever does not sort them deadlocks.
        var votes = new List<(ApiClient Client, string Video, Player Voter, string Expected)>();
        foreach (var client in fixture.Clients)
        {
            foreach (var voter in voters)
                votes.AddRange(open.Select(video => (client, video, voter, voter == voters[0] && video == open[0] ? "already_voted" : "one of all")));
            votes.Add((client, hidden, voters[2], "not_found"));
            votes.Add((client, Guid.CreateVersion7().ToString(), voters[3], "not_found"));
            votes.Add((client, open[1], gone, "unauthorized"));
        }

        votes.AddRange(votes.ToList()); // the same key twice in one batch, too
        var half = votes.Count / 2;
        votes.Reverse(half, half);
        if (random.Next(2) == 0)
            random.Shuffle(global::System.Runtime.InteropServices.CollectionsMarshal.AsSpan(votes));

        var answers = await Task.WhenAll(votes.Select(vote => vote.Client.VoteAsync(vote.Video, vote.Voter.Token)));

        var counted = new Dictionary<(string Video, string Voter), int>();
        foreach (var (vote, answer) in votes.Zip(answers))
        {
            var code = answer.Status == HttpStatusCode.OK ? "counted" : answer.Json.GetProperty("code").GetString()!;
            if (vote.Expected != "one of all")
            {
                Assert.True(code == vote.Expected, $"Expected {vote.Expected}. {answer}");
                continue;
            }

            Assert.True(code is "counted" or "already_voted", answer.ToString());
            var key = (vote.Video, vote.Voter.Id);
            counted[key] = counted.GetValueOrDefault(key) + (code == "counted" ? 1 : 0);
        }

        Assert.Equal((Voters * open.Count) - 1, counted.Count);
        Assert.All(counted, pair => Assert.True(pair.Value == 1, $"{pair.Key} was counted {pair.Value} times"));
        Assert.Equal(Voters * open.Count, await fixture.Stack.ScalarAsync<long>(
            "select count(*) from votes where video_id = any ($1)", open.Select(Guid.Parse).ToArray()));
        Assert.Equal(0, await fixture.Stack.ScalarAsync<long>("select count(*) from votes where video_id = $1", Guid.Parse(hidden)));
    }
}
