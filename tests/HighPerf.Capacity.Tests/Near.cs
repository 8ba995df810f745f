namespace HighPerf.Capacity.Tests;

/// <summary>Says what is near enough.</summary>
internal static class Near
{
    public static void Relative(double expected, double actual, double share) =>
        Assert.True(Math.Abs(actual - expected) <= share * Math.Abs(expected), $"{actual} is more than {share:P} from {expected}");
}
