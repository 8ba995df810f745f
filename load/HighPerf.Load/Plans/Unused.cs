namespace HighPerf.Load.Plans;

/// <summary>Settings that stand where they mean nothing: who wrote them believes that they do something.</summary>
internal static class Unused
{
    /// <param name="kind">Of a step, a feed or a simulation.</param>
    /// <param name="used">What that kind takes.</param>
    /// <param name="settings">All that there are, null where the plan has none.</param>
    /// <exception cref="PlanException">One is set that the kind does not take.</exception>
    public static void Refuse(string where, string kind, string[] used, params ReadOnlySpan<(string Name, object? Value)> settings)
    {
        foreach (var (name, value) in settings)
        {
            if (value is not null && !used.Contains(name, StringComparer.Ordinal)) throw new PlanException($"{where}: {kind} takes no {name}");
        }
    }
}
