namespace HighPerf.Capacity.Models;

/// <summary>What the published plan asks for (plan_de_pruebas.md, section 6), and the machine that it is for.</summary>
internal static class PublishedPlan
{
    /// <summary>That p95 may take.</summary>
    public const double P95Seconds = 1;

    /// <summary>The share of requests that may fail.</summary>
    public const double Errors = 0.05;

    /// <summary>Of the web layer, and of the worker, in prices.csv.</summary>
    public const string Machine = "t3.small";

    /// <summary>Likewise.</summary>
    public const string Database = "db.t3.small";
}
