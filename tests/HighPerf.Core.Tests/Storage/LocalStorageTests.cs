using System.Globalization;
using System.Security.Cryptography;
using HighPerf.Core.Storage;
using HighPerf.Testing.Servers;

namespace HighPerf.Core.Tests.Storage;

public sealed class LocalStorageTests : IDisposable
{
    private readonly TestDirectory _directory = TestDirectory.Create("storage");
    private readonly LocalStorage _storage;

    public LocalStorageTests() =>
        _storage = new LocalStorage(new StorageOptions(Path.Combine(_directory.FullPath, "up"), Path.Combine(_directory.FullPath, "done")));

    public void Dispose() => _directory.Dispose();

    [Fact]
    public void A_committed_upload_has_its_bytes_its_hash_and_nothing_of_its_preallocation()
    {
        var bytes = RandomNumberGenerator.GetBytes(100_000);
        using var file = _storage.BeginUpload(Guid.CreateVersion7(), expectedLength: 1_000_000);
        file.Append(bytes.AsSpan(0, 60_000));
        file.Append(bytes.AsSpan(60_000));
        Assert.Equal(SHA256.HashData(bytes), file.Commit(TimeProvider.System));
        Assert.Equal(bytes, File.ReadAllBytes(_storage.OriginalPath(file.Key)));
        Assert.Single(Directory.GetFiles(_storage.UploadsDirectory));
    }

    [Fact]
    public void An_upload_that_is_not_committed_leaves_nothing()
    {
        using (var file = _storage.BeginUpload(Guid.CreateVersion7(), null))
        {
            file.Append([1, 2, 3]);
            Assert.Single(Directory.GetFiles(_storage.UploadsDirectory));
        }

        Assert.Empty(Directory.GetFiles(_storage.UploadsDirectory));
    }

    [Fact]
    public void An_upload_that_cannot_fit_says_that_the_disk_is_full()
    {
        var error = Assert.Throws<IOException>(() => _storage.BeginUpload(Guid.CreateVersion7(), expectedLength: 1L << 50));
        Assert.Equal(28, error.HResult); // ENOSPC
        Assert.Empty(Directory.GetFiles(_storage.UploadsDirectory));
    }

    [Fact]
    public async Task A_few_bytes_take_no_more_of_the_disk_than_a_step_whatever_was_announced()
    {
        using var file = _storage.BeginUpload(Guid.CreateVersion7(), expectedLength: 100 << 20);
        file.Append([1, 2, 3]);
        var usage = await ChildProcess.RunAsync(
            new ChildProcessOptions { Program = "/usr/bin/du", Arguments = ["--block-size=1", "--summarize", _storage.UploadsDirectory] }, TimeSpan.FromSeconds(20));
        Assert.InRange(long.Parse(usage.Output.Split('\t')[0], CultureInfo.InvariantCulture), 1, 9 << 20);
    }

    [Fact]
    public void An_upload_stops_before_it_takes_of_the_reserve()
    {
        var room = 128 << 20;
        using (var file = _storage.BeginUpload(Guid.CreateVersion7(), null, reserve: _storage.FreeUploadBytes - room))
        {
            Assert.Equal(28, Assert.Throws<IOException>(() => file.Append(new byte[2 * room])).HResult); // ENOSPC
        }

        Assert.Empty(Directory.GetFiles(_storage.UploadsDirectory));
    }

    [Fact]
    public void A_committed_upload_whose_row_never_came_can_be_deleted()
    {
        using var file = _storage.BeginUpload(Guid.CreateVersion7(), null);
        file.Append([1]);
        file.Commit(TimeProvider.System);
        file.Delete();
        Assert.Empty(Directory.GetFiles(_storage.UploadsDirectory));
    }

    [Fact]
    public void Nothing_is_renamed_over_an_existing_original()
    {
        var id = Guid.CreateVersion7();
        File.WriteAllText(Path.Combine(_storage.UploadsDirectory, StorageKeys.Original(id)), "first");
        using (var file = _storage.BeginUpload(id, null))
        {
            file.Append([1]);
            Assert.Throws<IOException>(() => file.Commit(TimeProvider.System));
        }

        Assert.Equal("first", File.ReadAllText(_storage.OriginalPath(StorageKeys.Original(id))));
    }

    [Fact]
    public void Only_lower_attempts_of_the_same_video_are_deleted()
    {
        var (video, other) = (Guid.CreateVersion7(), Guid.CreateVersion7());
        foreach (var name in new[] { $"{video}.1.mp4", $"{video}.1.mp4.part", $"{video}.2.jpg", $"{video}.3.mp4", $"{other}.1.mp4" })
        {
            File.WriteAllText(Path.Combine(_storage.ProcessedDirectory, name), "x");
        }

        _storage.DeleteAttemptsBelow(video, 3);
        Assert.Equal(
            new[] { $"{video}.3.mp4", $"{other}.1.mp4" }.Order(StringComparer.Ordinal),
            Directory.GetFiles(_storage.ProcessedDirectory).Select(f => Path.GetFileName(f)).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void A_directory_that_cannot_be_written_to_is_named()
    {
        var file = Path.Combine(_directory.FullPath, "a-file");
        File.WriteAllText(file, "");
        var error = Assert.Throws<IOException>(() => new LocalStorage(new StorageOptions(file, _storage.ProcessedDirectory)));
        Assert.Contains(file, error.Message, StringComparison.Ordinal);
    }
}
