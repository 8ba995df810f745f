namespace HighPerf.Capacity.Campaigns;

/// <summary>What the models say of a point before it is measured.</summary>
/// <param name="WrittenAt">Before its load began, or the report does not accept it.</param>
/// <param name="Throughput">In the part's unit: requests a second, videos a minute.</param>
/// <param name="P95Seconds">The 95th percentile in seconds.</param>
/// <param name="ThroughputModel">The model that predicted best what was left out of its fit, one training point after the other.</param>
/// <param name="Others">What the other models say.</param>
internal sealed record Prediction(DateTimeOffset WrittenAt, double Throughput, double P95Seconds, string ThroughputModel, string P95Model, IReadOnlyList<OtherPrediction> Others);
