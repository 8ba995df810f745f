namespace HighPerf.Load.Plans;

/// <summary>Where the values of a placeholder come from: one of <c>values</c>, <c>integers</c>, <c>csv</c>, <c>list</c>, <c>players</c>, <c>tokens</c>, <c>pairs</c>.</summary>
/// <param name="Values">These.</param>
/// <param name="Integers">The first and the last of them.</param>
/// <param name="Csv">A file with a line of names; <c>{feed.name}</c> is its column.</param>
/// <param name="List">The path of a public list of the server, read before the run, page by page.</param>
/// <param name="Field">Of each item of the list.</param>
/// <param name="Players">So many are signed up and logged in before the run: <c>token</c>, <c>email</c>, <c>password</c>.</param>
/// <param name="Tokens">The feed of the ids of players, for whom tokens are signed with the secret of a server under test (HS256).</param>
/// <param name="Secret">The environment variable with that secret.</param>
/// <param name="Pairs">Two feeds, whose rows are paired, each pair once.</param>
/// <param name="Most">Rows at most.</param>
/// <param name="Order"><c>random</c> (the default), <c>zipf</c> (the first ones most often), <c>in_turn</c>, or <c>once</c>: then the run ends with an error when there are none left.</param>
internal sealed record FeedPlan(
    IReadOnlyList<string>? Values,
    IReadOnlyList<int>? Integers,
    string? Csv,
    string? List,
    string? Field,
    int? Players,
    string? Tokens,
    string? Secret,
    IReadOnlyList<string>? Pairs,
    int? Most,
    string? Order);
