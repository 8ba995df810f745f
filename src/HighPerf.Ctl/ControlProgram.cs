using System.CommandLine;
using HighPerf.Core.Migrations;
using HighPerf.Hosting;
using HighPerf.Hosting.Configuration;
using Npgsql;

namespace HighPerf.Ctl;

/// <summary>hpctl: one verb per thing an operator does. Errors are one line and an exit code of sysexits.h.</summary>
internal static class ControlProgram
{
    public static async Task<int> RunAsync(string[] arguments)
    {
        var root = new RootCommand("hpctl: the operator's tool of HighPerf. It reads DATABASE_URL from the environment.")
        {
            MigrateCommand.Create(), QueueCommand.Create(), DeadCommand.Create(), VideosCommand.Create(), RankingsCommand.Create(),
        };
        var parsed = root.Parse(arguments);
        if (parsed.Errors.Count > 0)
        {
            await Console.Error.WriteLineAsync($"hpctl: {parsed.Errors[^1].Message} (see hpctl --help)");
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
        catch (MigrationException e)
        {
            return await FailAsync(e.Message, ExitCode.Failure);
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

    private static async Task<int> FailAsync(string message, int code)
    {
        await Console.Error.WriteLineAsync($"hpctl: {message.ReplaceLineEndings(" ")}");
        return code;
    }
}
