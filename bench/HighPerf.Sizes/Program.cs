// What ./dev measure needs beyond a shell: where the bytes of a Native AOT binary come from, and how fast it answers.
using System.Globalization;
using HighPerf.Sizes;

switch (args)
{
    case ["sizes", var binary, var mstat, var assets]:
        SizeTable.Print(binary, MstatFile.Read(mstat), PackageNames.Read(assets));
        return 0;

    case ["starts", var rounds, var limit, var yardstick, var program]:
        return await StartRace.RunAsync(
            int.Parse(rounds, CultureInfo.InvariantCulture), double.Parse(limit, CultureInfo.InvariantCulture), yardstick, program) ? 0 : 1;

    case ["runs", var rounds, var limit, var yardstick, .. var program]:
        return await RunRace.RunAsync(
            int.Parse(rounds, CultureInfo.InvariantCulture), double.Parse(limit, CultureInfo.InvariantCulture), yardstick, program) ? 0 : 1;

    default:
        await Console.Error.WriteLineAsync("highperf-sizes sizes BINARY MSTAT PROJECT_ASSETS_JSON | starts ROUNDS LIMIT YARDSTICK PROGRAM | runs ROUNDS LIMIT YARDSTICK PROGRAM ARGUMENT…");
        return 2;
}
