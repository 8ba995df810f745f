using System.Globalization;
using HighPerf.Chaos.Load;

namespace HighPerf.Chaos.Judgement;

/// <summary>Every 200 vote is one row, and no row that nobody cast.</summary>
internal static class VotesJudge
{
    public static Verdict Judge(Tables tables, Acknowledgements acknowledged)
    {
        var verdict = new Verdict("every 200 vote is one row, and there is no other");
        foreach (var (vote, certain) in acknowledged.Votes)
            verdict.Expect(!certain || tables.Votes.Contains(vote), () => $"the vote of {vote.Player} for {vote.Video} was answered 200 and is not there");
        foreach (var vote in tables.Votes)
            verdict.Expect(acknowledged.Votes.ContainsKey(vote), () => $"the vote of {vote.Player} for {vote.Video} was cast by nobody, or refused");
        verdict.Looked = string.Create(
            CultureInfo.InvariantCulture,
            $"{acknowledged.Votes.Values.Count(certain => certain)} acknowledged, {acknowledged.Votes.Values.Count(certain => !certain)} of unknown outcome; {tables.Votes.Count} rows");
        return verdict;
    }
}
