namespace HighPerf.Capacity.Campaigns;

/// <summary>A model, what it says, and how far it was off on average (percent) where it had to predict training points that were left out of its fit.</summary>
internal sealed record OtherPrediction(string Quantity, string Model, double Value, double LeftOutErrorPercent);
