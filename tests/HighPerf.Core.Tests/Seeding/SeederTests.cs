using System.Security.Cryptography;
using HighPerf.Core.Seeding;
using HighPerf.Core.Storage;
using HighPerf.Testing.Servers;

namespace HighPerf.Core.Tests.Seeding;

[Collection(CoreCollection.Name)]
public sealed class SeederTests(CoreFixture fixture)
{
    private static readonly SeedOptions s_options = new(Players: 500, Videos: 120, Votes: 6_000, Seed: 7, Cities: 40, PasswordHash: "hash");

    [Fact]
    public async Task The_same_seed_gives_the_same_rows_and_another_one_others()
    {
        await using var first = new Competition(await fixture.DatabaseAsync());
        await using var second = new Competition(await fixture.DatabaseAsync());
        await using var other = new Competition(await fixture.DatabaseAsync());
        var result = await SeedAsync(first, s_options);
        await SeedAsync(second, s_options);
        await SeedAsync(other, s_options with { Seed = 8 });

        Assert.Equal(new SeedResult(500, 120, 6_000, 0, 1, 500), result);
        var sum = await ChecksumAsync(first);
        Assert.Equal(sum, await ChecksumAsync(second));
        Assert.NotEqual(sum, await ChecksumAsync(other));
    }

    [Fact]
    public async Task Every_video_is_open_and_few_get_most_votes_and_each_is_to_be_counted()
    {
        await using var competition = new Competition(await fixture.DatabaseAsync());
        await SeedAsync(competition, s_options);

        Assert.Equal(120, await competition.ScalarAsync<long>("select count(*) from videos where published_at is not null"));
        Assert.Equal(120, await competition.ScalarAsync<long>(
            "select count(distinct s.video_id) from standing_changes s join videos v on v.id = s.video_id and v.player_id = s.player_id"));
        Assert.Equal(6_000, await competition.ScalarAsync<long>("select count(*) from votes"));
        var top = await competition.ScalarAsync<long>(
            "select sum(n)::bigint from (select count(*) as n from votes group by video_id order by 1 desc limit 12) t");
        Assert.InRange(top, 2_400, 5_400); // a tenth of the clips, near half of the votes
        Assert.Equal(1, await competition.ScalarAsync<long>("select count(*) from players where email = 'player-000500@seed.example'"));
        Assert.InRange(await competition.ScalarAsync<long>("select count(distinct city_key) from players"), 25, 40);
        Assert.True(await competition.ScalarAsync<long>("select count(*) from players where city = 'Bogotá'") > 60);
    }

    [Fact]
    public async Task Votes_may_fill_every_clip_but_not_more()
    {
        await using var competition = new Competition(await fixture.DatabaseAsync());
        var full = s_options with { Players = 30, Videos = 20, Votes = 600 };
        await Assert.ThrowsAsync<SeedException>(() => SeedAsync(competition, full with { Votes = 601 }));
        await SeedAsync(competition, full);
        Assert.Equal(600, await competition.ScalarAsync<long>("select count(*) from votes"));
    }

    [Fact]
    public async Task A_database_with_players_is_refused_unless_it_is_added_to()
    {
        await using var competition = new Competition(await fixture.DatabaseAsync());
        await competition.PlayerAsync();
        await Assert.ThrowsAsync<SeedException>(() => SeedAsync(competition, s_options));
        Assert.Equal(1, await competition.ScalarAsync<long>("select count(*) from players"));

        Assert.Equal(1, (await SeedAsync(competition, s_options with { Append = true })).FirstNumber);
        Assert.Equal(501, (await SeedAsync(competition, s_options with { Append = true })).FirstNumber);
        Assert.Equal(1_001, await competition.ScalarAsync<long>("select count(*) from players"));
        Assert.Equal(12_000, await competition.ScalarAsync<long>("select count(*) from votes"));
    }

    [Fact]
    public async Task With_files_each_key_has_its_bytes()
    {
        await using var competition = new Competition(await fixture.DatabaseAsync());
        using var directory = TestDirectory.Create("seed");
        var storage = new LocalStorage(new StorageOptions(directory.Subdirectory("uploads"), directory.Subdirectory("processed")));
        var result = await new Seeder(competition.Database, storage).RunAsync(s_options with { WithFiles = true }, new NoProgress(), default);

        Assert.Equal(360, result.Files);
        await using var command = competition.Database.CreateCommand("select original_key, processed_key, thumbnail_key, size_bytes, sha256 from videos");
        await using var reader = await command.ExecuteReaderAsync();
        while (await reader.ReadAsync())
        {
            var original = await File.ReadAllBytesAsync(storage.OriginalPath(reader.GetString(0)));
            Assert.Equal(reader.GetInt64(3), original.Length);
            Assert.Equal(reader.GetFieldValue<byte[]>(4), SHA256.HashData(original));
            Assert.Equal(original, await File.ReadAllBytesAsync(storage.ProcessedPath(reader.GetString(1))));
            Assert.Equal([0xff, 0xd8], (await File.ReadAllBytesAsync(storage.ProcessedPath(reader.GetString(2))))[..2]);
        }
    }

    private static Task<SeedResult> SeedAsync(Competition competition, SeedOptions options) =>
        new Seeder(competition.Database, storage: null).RunAsync(options, new NoProgress(), default);

    private static Task<string> ChecksumAsync(Competition competition) => competition.ScalarAsync<string>(
        """
        select md5(
          (select string_agg(p::text, '|' order by p.id) from players p) ||
          (select string_agg(v::text, '|' order by v.id) from videos v) ||
          (select string_agg(o::text, '|' order by o.player_id, o.video_id) from votes o))
        """);
}
