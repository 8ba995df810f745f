using System.CommandLine;
using System.CommandLine.Parsing;
using HighPerf.Core.Legacy;
using HighPerf.Core.Migrations;
using HighPerf.Core.Seeding;
using HighPerf.Hosting;
using HighPerf.Hosting.Configuration;
using HighPerf.Hosting.Secrets;
using Npgsql;

namespace HighPerf.Ctl;

/// <summary>hpctl: one verb per thing an operator does. Errors are one line and an exit code of sysexits.h.</summary>
internal static class ControlProgram
{
    public static async Task<int> RunAsync(string[] arguments)
    {
        var root = new RootCommand("hpctl: the operator's tool of HighPerf. It reads DATABASE_URL, and REDIS_URL for what rings, from where the services have them.")
        {
            MigrateCommand.Create(), QueueCommand.Create(), DeadCommand.Create(), VideosCommand.Create(), RankingsCommand.Create(),
            ImportLegacyCommand.Create(), SeedCommand.Create(), WinnersCommand.Create(), RoleCommand.Create(), KeysCommand.Create(), SecretsCommand.Create(),
        };
        var parsed = root.Parse(arguments);
        if (parsed.Errors.Count > 0)
        {
            await Console.Error.WriteLineAsync($"hpctl: {OneLine(parsed.Errors[^1].Message)} (see {Named(parsed.CommandResult)} --help)");
            return ExitCode.Usage;
        }

        try
        {
            return await parsed.InvokeAsync(new InvocationConfiguration { EnableDefaultExceptionHandler = false });
        }
        catch (SettingException e)
        {
            return await FailAsync(e.Message, ExitCode.Configuration);
        }
        catch (SecretException e)
        {
            return await FailAsync(e.Message, e.MayPass ? ExitCode.Unavailable : ExitCode.Configuration);
        }
        catch (MigrationException e)
        {
            return await FailAsync(e.Message, ExitCode.Failure);
        }
        catch (SeedException e)
        {
            return await FailAsync(e.Message, ExitCode.Usage);
        }
        catch (LegacyException e)
        {
            return await FailAsync(e.Message, ExitCode.Unavailable);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException) // a directory or a disk that will not do
        {
            return await FailAsync(e.Message, ExitCode.Unavailable);
        }
        catch (OperationCanceledException)
        {
            return await FailAsync("interrupted", ExitCode.Interrupted);
        }
        catch (PostgresException e) when (e.SqlState == PostgresErrorCodes.UndefinedTable)
        {
            return await FailAsync("the database has no schema yet: run hpctl migrate", ExitCode.Unavailable);
        }
        catch (NpgsqlException e)
        {
            return await FailAsync($"{CommonSettings.Database.Name}: {e.Message}", ExitCode.Unavailable);
        }
    }

    /// <summary>The command that was meant, as it is typed.</summary>
    private static string Named(CommandResult command) => command.Parent is CommandResult above ? $"{Named(above)} {command.Command.Name}" : "hpctl";

    private static async Task<int> FailAsync(string message, int code)
    {
        await Console.Error.WriteLineAsync($"hpctl: {OneLine(message)}");
        return code;
    }

    private static string OneLine(string message) => string.Join(' ', message.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
}
