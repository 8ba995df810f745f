namespace HighPerf.MediaRace.Tuning;

/// <summary>One setting at one crf on one source.</summary>
/// <param name="CpuRatio">CPU to that of the rival's encodes around it; medians over the passes.</param>
internal sealed record TunePoint(
    Candidate Candidate, string Source, double Crf, double CpuSeconds, double CpuRatio, double Kilobits, double SsimAll, double SsimY, double Psnr);
