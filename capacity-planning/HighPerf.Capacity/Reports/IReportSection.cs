namespace HighPerf.Capacity.Reports;

/// <summary>A section of the report, made of a campaign's raw files alone.</summary>
internal interface IReportSection
{
    /// <summary>The part of the campaign that it is about.</summary>
    string Part { get; }

    /// <exception cref="Campaigns.CapacityException">A raw file is missing.</exception>
    void Write(ReportPage page);
}
