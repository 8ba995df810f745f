using System.Globalization;

namespace HighPerf.Capacity.Workers;

/// <summary>A backlog that a worker is given.</summary>
/// <param name="Slots">Jobs at once.</param>
/// <param name="Mebibytes">Of each clip.</param>
/// <param name="Jobs">A multiple of the slots, so that none is idle before the end.</param>
internal sealed record WorkerLoad(int Slots, int Mebibytes, int Jobs)
{
    public string Directory => string.Create(CultureInfo.InvariantCulture, $"{WorkerCampaign.Part}/mib-{Mebibytes:000}-slots-{Slots}");

    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Slots} slots, {Jobs} clips of {Mebibytes} MiB");
}
