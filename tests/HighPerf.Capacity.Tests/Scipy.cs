using System.Diagnostics;
using System.Text.Json;

namespace HighPerf.Capacity.Tests;

/// <summary>Asks SciPy (Debian's python3-scipy) what a number should be: JSON in, JSON out.</summary>
internal static class Scipy
{
    // Debian's own, which sees Debian's packages; whatever else is called python3 may come first on the PATH.
    private const string Python = "/usr/bin/python3";

    private static readonly JsonSerializerOptions Options = new(JsonSerializerDefaults.Web);

    /// <param name="script">A file of scipy/, without its ending.</param>
    public static async Task<T> AskAsync<T>(string script, object question)
    {
        var start = new ProcessStartInfo(Python, [Path.Combine(AppContext.BaseDirectory, "scipy", script + ".py")])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            UseShellExecute = false,
        };
        start.Environment.Remove("PYTHONPATH");
        start.Environment["OPENBLAS_NUM_THREADS"] = "1";
        using var python = Process.Start(start) ?? throw new InvalidOperationException(Python + " did not start.");
        var (output, errors) = (python.StandardOutput.ReadToEndAsync(), python.StandardError.ReadToEndAsync());
        await python.StandardInput.WriteAsync(JsonSerializer.Serialize(question, Options));
        python.StandardInput.Close();
        await python.WaitForExitAsync();
        Assert.True(python.ExitCode == 0, await errors);
        return JsonSerializer.Deserialize<T>(await output, Options)!;
    }
}
