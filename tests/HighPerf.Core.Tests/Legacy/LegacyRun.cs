using HighPerf.Core.Database;
using HighPerf.Core.Legacy;
using HighPerf.Core.Storage;
using HighPerf.Testing.Legacy;
using HighPerf.Testing.Servers;

namespace HighPerf.Core.Tests.Legacy;

/// <summary>An old system, a new one, and the import from one to the other.</summary>
internal sealed class LegacyRun : IAsyncDisposable
{
    private readonly TestDirectory _directory = TestDirectory.Create("new");

    private LegacyRun(OldSystem old, Competition competition)
    {
        Old = old;
        New = competition;
        Storage = new LocalStorage(new StorageOptions(_directory.Subdirectory("uploads"), _directory.Subdirectory("processed")));
    }

    public OldSystem Old { get; }

    public Competition New { get; }

    public LocalStorage Storage { get; }

    public static async Task<LegacyRun> StartAsync(CoreFixture fixture) =>
        new(await OldSystem.CreateAsync(fixture.Postgres), new Competition(await fixture.DatabaseAsync()));

    public Task<LegacyReport> ImportAsync(LegacyImportOptions? options = null) =>
        new LegacyImport(New.Database, Storage, TimeProvider.System)
            .RunAsync(PostgresUrl.Parse(new Uri(Old.Url)), Old.Root, options ?? new LegacyImportOptions(), new NoProgress(), default);

    /// <summary>The new id of an old row.</summary>
    public Task<Guid> NewIdAsync(string kind, int oldId) =>
        New.ScalarAsync<Guid>(FormattableString.Invariant($"select new_id from legacy_ids where kind = '{kind}' and old_id = {oldId}"));

    /// <summary>Names of the files in both new directories.</summary>
    public IReadOnlyList<string> Files() =>
        [.. Directory.EnumerateFiles(Storage.UploadsDirectory).Concat(Directory.EnumerateFiles(Storage.ProcessedDirectory)).Select(path => Path.GetFileName(path))];

    public async ValueTask DisposeAsync()
    {
        await Old.DisposeAsync();
        await New.DisposeAsync();
        _directory.Dispose();
    }
}
