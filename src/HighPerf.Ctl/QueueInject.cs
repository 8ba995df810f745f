using System.CommandLine;
using System.Globalization;
using HighPerf.Core.Seeding;
using HighPerf.Core.Storage;
using HighPerf.Hosting;
using HighPerf.Hosting.Configuration;
using HighPerf.Queue.Streams;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;

namespace HighPerf.Ctl;

/// <summary><c>hpctl queue inject</c>: jobs for workers that are measured.</summary>
internal static class QueueInject
{
    public static Command Create()
    {
        var clip = new Argument<FileInfo>("CLIP") { Description = "The clip, MP4." };
        clip.AcceptExistingOnly();
        var count = new Option<int>("--count") { Description = "How many jobs.", DefaultValueFactory = _ => 1 };
        count.Validators.Add(result => { if (result.GetValueOrDefault<int>() is < 1 or > 10_000) result.AddError("--count needs a number from 1 to 10000"); });
        var inject = new Command(
            "inject", "Put a clip so many times into the queue, as videos of the first player: for measuring workers, in a test environment. Reads UPLOADS_DIR. Example: hpctl queue inject clip.mp4 --count 20")
        {
            clip, count,
        };
        inject.SetAction(async (parsed, cancellationToken) =>
        {
            var settings = ControlSettings.Read();
            await using var services = ControlServices.OpenQueue();
            var storage = new LocalStorage(new StorageOptions(settings.Get(CommonSettings.Uploads), settings.Get(CommonSettings.Processed)));
            var jobs = await new ClipInjection(services.GetRequiredService<NpgsqlDataSource>(), storage).RunAsync(parsed.GetRequiredValue(clip).FullName, parsed.GetValue(count), cancellationToken);
            if (!await services.GetRequiredService<Bell>().RingAsync(jobs[0].Priority, [.. jobs.Select(job => job.Id)])) await Console.Error.WriteLineAsync("hpctl: Redis did not ring; the sweep will");
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{jobs.Count} jobs"));
            return ExitCode.Success;
        });
        return inject;
    }
}
