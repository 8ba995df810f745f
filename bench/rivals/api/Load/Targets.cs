using HighPerf.Testing.Stacks;

namespace HighPerf.ApiRace.Load;

/// <summary>A thousand different URLs of a list: its first pages, deep ones, cities, and cities' pages.</summary>
internal static class Targets
{
    private const int Count = 1_000;

    public static async Task<IReadOnlyList<string>> CitiesAsync(ApiStack stack)
    {
        await using var command = stack.Database.CreateCommand("select city from players where city is not null group by city order by count(*) desc, city limit 200");
        await using var reader = await command.ExecuteReaderAsync();
        var cities = new List<string>();
        while (await reader.ReadAsync()) cities.Add(reader.GetString(0));
        return cities;
    }

    /// <param name="path">Of the list.</param>
    /// <param name="most">How many rows it has, about.</param>
    /// <param name="cities">Cities that players have.</param>
    public static IReadOnlyList<string> Of(string path, int most, IReadOnlyList<string> cities)
    {
        var targets = new List<string> { path };
        for (var page = 1; targets.Count < Count / 2; page++) targets.Add($"{path}?page={page}");
        for (var i = 0; targets.Count < Count * 3 / 4; i++) targets.Add($"{path}?city={Uri.EscapeDataString(cities[i % cities.Count])}&page={1 + (i / cities.Count)}");
        for (var i = 1; targets.Count < Count; i++) targets.Add($"{path}?page={500 + (i * Math.Max(1, most / 10 / 300))}");
        return targets;
    }
}
