namespace HighPerf.Capacity.Models;

/// <summary>
/// Several kinds of requests on shared resources, by the utilisation law U = Σ λD ÷ capacity
/// (P. J. Denning and J. P. Buzen, "The Operational Analysis of Queueing Network Models", ACM Computing Surveys 10(3), 1978): what is used up first, and when.
/// </summary>
internal sealed class SharedBottleneck
{
    public SharedBottleneck(IReadOnlyList<ResourceCapacity> resources, IReadOnlyList<RequestDemand> mix)
    {
        if (resources.Count == 0) throw new ArgumentException("A system has at least one resource.", nameof(resources));
        Resources = resources;
        Mix = mix;
        foreach (var name in mix.SelectMany(demand => demand.SecondsPerRequest.Keys))
        {
            if (resources.All(resource => resource.Name != name)) throw new ArgumentException($"A request needs '{name}', which is no resource.", nameof(mix));
        }
    }

    public IReadOnlyList<ResourceCapacity> Resources { get; }

    public IReadOnlyList<RequestDemand> Mix { get; }

    /// <summary>The resource with the largest utilisation: the first that this mix saturates; of equals the first.</summary>
    public ResourceCapacity First => Resources.MaxBy(Utilisation)!;

    /// <summary>The share of a resource that the mix uses; above 1 it cannot.</summary>
    public double Utilisation(ResourceCapacity resource) => Mix.Sum(demand => Part(demand, resource));

    /// <summary>The share that one kind uses.</summary>
    public static double Part(RequestDemand demand, ResourceCapacity resource) =>
        demand.RatePerSecond * demand.SecondsPerRequest.GetValueOrDefault(resource.Name) / resource.Capacity;

    /// <summary>By how much all rates can be multiplied until the first resource is used to this share; infinite when nothing is used.</summary>
    /// <param name="but">One that is not looked at.</param>
    public double LargestFactor(double utilisation = 1, string? but = null) => utilisation / Resources.Where(resource => resource.Name != but).Max(Utilisation);
}
