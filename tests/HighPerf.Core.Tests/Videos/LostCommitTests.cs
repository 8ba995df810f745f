using HighPerf.Core.Storage;
using HighPerf.Core.Videos;
using HighPerf.Testing.Servers;
using Npgsql;

namespace HighPerf.Core.Tests.Videos;

/// <summary>An upload whose COMMIT is never answered.</summary>
[Collection(CoreCollection.Name)]
public sealed class LostCommitTests(CoreFixture fixture)
{
    [Fact]
    public async Task Whether_an_upload_is_stored_is_found_out_and_its_file_is_left_alone()
    {
        await using var competition = new Competition(await fixture.DatabaseAsync());
        await RunAsync(competition.Database, """
            create table slow ();
            insert into slow default values;
            create function sleep_at_commit() returns trigger language plpgsql as $$
            begin
              if exists (select 1 from slow) then perform pg_sleep(600); end if;
              return null;
            end $$;
            create constraint trigger sleep_at_commit after insert on videos deferrable initially deferred
              for each row execute function sleep_at_commit();
            """);
        var (player, id) = (await competition.PlayerAsync(), Guid.CreateVersion7());
        var (job, undone) = (VideoJobs.NewTranscode(id), 0);
        var adding = competition.Videos.AddAsync(
            new NewVideo(id, player, "Triple", StorageKeys.Original(id), 1_000, new byte[32]), job, () => undone++, default);
        await Poll.UntilAsync("the COMMIT is under way", TimeSpan.FromSeconds(30), async () => await competition.ScalarAsync<bool>(
            "select exists (select 1 from pg_stat_activity where datname = current_database() and wait_event = 'PgSleep')"));
        await RunAsync(competition.Database, "delete from slow"); // the next one is answered
        Assert.True(await competition.ScalarAsync<bool>(
            "select pg_terminate_backend(pid) from pg_stat_activity where datname = current_database() and wait_event = 'PgSleep'"));

        Assert.True(await adding);
        Assert.Equal(0, undone);
        Assert.Equal(player, (await competition.Records.FindAsync(id, default))!.PlayerId);
        Assert.Equal(1L, await competition.ScalarAsync<long>("select count(*) from videos"));
        Assert.Equal(job.Id, await competition.ScalarAsync<Guid>("select id from jobs"));
    }

    private static async Task RunAsync(NpgsqlDataSource database, string sql)
    {
        await using var command = database.CreateCommand(sql);
        await command.ExecuteNonQueryAsync();
    }
}
