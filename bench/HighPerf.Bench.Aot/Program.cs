// The same hot cases as bench/HighPerf.Bench, as they are published: time and bytes of one operation, and the budgets of the bytes.
//   highperf-bench-aot                      a table
//   highperf-bench-aot --budgets FILE       the same, and exit code 1 when a case allocates a tenth more than FILE allows it
using System.Globalization;
using HighPerf.Bench.Aot;
using HighPerf.Bench.Cases;

var budgets = args switch
{
    [] => null,
    ["--budgets", var path] => Budgets.Read(path),
    _ => null,
};
if (args.Length > 0 && budgets is null)
{
    Console.Error.WriteLine("usage: highperf-bench-aot [--budgets FILE]");
    return 64;
}

var over = 0;
Console.WriteLine("| case | ns | bytes | budget |\n|---|---:|---:|---:|");
foreach (var hot in HotCases.All)
{
    var (nanoseconds, bytes) = Stopwatch.Measure(hot.Prepare());
    var budget = budgets?.GetValueOrDefault(hot.Name);
    var kept = budgets is null || (budget is { } most && bytes <= most * Budgets.Tolerance);
    if (!kept) over++;
    Console.WriteLine(string.Create(
        CultureInfo.InvariantCulture, $"| {hot.Name} | {nanoseconds:N0} | {bytes:N0} | {(budget is { } allowed ? allowed.ToString("N0", CultureInfo.InvariantCulture) : budgets is null ? "" : "none")}{(kept ? "" : " **over**")} |"));
}

return over == 0 ? 0 : 1;
