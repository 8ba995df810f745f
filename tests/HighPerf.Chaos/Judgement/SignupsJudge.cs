using System.Globalization;
using HighPerf.Chaos.Load;
using HighPerf.Chaos.Stack;

namespace HighPerf.Chaos.Judgement;

/// <summary>Whoever was told 201 can log in.</summary>
internal static class SignupsJudge
{
    public static async Task<Verdict> JudgeAsync(ChaosStack stack, Client client, Acknowledgements acknowledged)
    {
        var verdict = new Verdict("every 201 sign-up can log in, and there is no other player");
        var signups = acknowledged.Signups.ToDictionary(signup => signup.Email, StringComparer.Ordinal);
        await Parallel.ForEachAsync(
            signups.Values.Where(signup => signup.Acknowledged),
            new ParallelOptions { MaxDegreeOfParallelism = 2 },
            async (signup, _) =>
            {
                var answer = await client.PostJsonAsync("/api/auth/login", new Dictionary<string, string?>(StringComparer.Ordinal)
                {
                    ["email"] = signup.Email,
                    ["password"] = signup.Password,
                });
                verdict.Expect(answer.Is(200), () => $"{signup.Email} signed up and cannot log in: {answer}");
            });
        var players = await Rows.ReadAsync(stack.Database, "select email from players", reader => reader.GetString(0));
        foreach (var email in players)
            verdict.Expect(signups.ContainsKey(email), () => $"{email} is a player and was refused, or never signed up");
        verdict.Looked = string.Create(
            CultureInfo.InvariantCulture,
            $"{signups.Values.Count(signup => signup.Acknowledged)} acknowledged, {signups.Values.Count(signup => !signup.Acknowledged)} of unknown outcome; {players.Count} players");
        return verdict;
    }
}
