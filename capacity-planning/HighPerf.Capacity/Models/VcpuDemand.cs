namespace HighPerf.Capacity.Models;

/// <summary>Processor time that is wanted.</summary>
/// <param name="Peak">vCPU in the busiest time.</param>
/// <param name="MeanOverPeak">The day's mean ÷ that, 0 to 1.</param>
internal readonly record struct VcpuDemand(double Peak, double MeanOverPeak)
{
    public double Mean => Peak * MeanOverPeak;
}
