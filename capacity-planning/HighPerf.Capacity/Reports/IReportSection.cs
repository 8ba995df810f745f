namespace HighPerf.Capacity.Reports;

/// <summary>A section of the report, made of a campaign's raw files alone.</summary>
internal interface IReportSection
{
    /// <summary>The parts of the campaign that it is about: it is written when one of them was measured.</summary>
    IReadOnlyList<string> Parts { get; }

    /// <exception cref="Campaigns.CapacityException">A raw file is missing.</exception>
    void Write(ReportPage page);
}
