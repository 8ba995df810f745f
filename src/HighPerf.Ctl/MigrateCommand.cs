using System.CommandLine;
using HighPerf.Core.Migrations;
using HighPerf.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;

namespace HighPerf.Ctl;

/// <summary><c>hpctl migrate</c>: brings the schema up to date; doing it again changes nothing.</summary>
internal static class MigrateCommand
{
    public static Command Create()
    {
        var command = new Command("migrate", "Bring the database schema up to date. Safe to run again, and from two hosts at once.");
        command.SetAction(async (_, cancellationToken) =>
        {
            await using var services = ControlServices.Open();
            var applied = await new Migrator(services.GetRequiredService<NpgsqlDataSource>()).ApplyAsync(cancellationToken);
            foreach (var migration in applied) Console.WriteLine($"applied {migration.Name}");
            Console.WriteLine(applied.Count == 0 ? "the schema is up to date" : $"{applied.Count} migrations applied");
            return ExitCode.Success;
        });
        return command;
    }
}
