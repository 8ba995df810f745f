using HighPerf.Media.Codecs;

namespace HighPerf.Media.Tests.Codecs;

public sealed class ParameterSetsTests
{
    [Fact]
    public void The_same_sets_are_equal_in_either_notation()
    {
        var annexB = ParameterSets.FromAnnexB([0, 0, 0, 1, 0x67, 1, 2, 3, 0, 0, 0, 1, 0x68, 9, 8]);
        var avcc = ParameterSets.FromAvcc([1, 100, 0, 31, 0xff, 0xe1, 0, 4, 0x67, 1, 2, 3, 1, 0, 3, 0x68, 9, 8]);
        Assert.Equal(annexB, avcc);
    }

    [Theory]
    [InlineData(new byte[] { 0, 0, 0, 1, 0x67, 1, 2, 4, 0, 0, 0, 1, 0x68, 9, 8 })]
    [InlineData(new byte[] { 0, 0, 1, 0x67, 1, 2, 3 })]
    [InlineData(new byte[] { })]
    public void Other_sets_are_not(byte[] other) =>
        Assert.NotEqual(ParameterSets.FromAnnexB([0, 0, 0, 1, 0x67, 1, 2, 3, 0, 0, 0, 1, 0x68, 9, 8]), ParameterSets.FromAnnexB(other));

    [Fact]
    public void No_sets_equal_nothing() => Assert.NotEqual(ParameterSets.FromAvcc([]), ParameterSets.FromAvcc([]));

    [Theory]
    [InlineData(new byte[] { 1, 100, 0, 31, 0xff, 0xe1, 0xff, 0xff, 0x67 })]
    [InlineData(new byte[] { 1, 100, 0, 31, 0xff, 0xe1, 0, 4, 0x67, 1, 2, 3, 9, 0 })]
    public void A_malformed_box_is_read_to_its_end_and_no_further(byte[] bytes) => _ = ParameterSets.FromAvcc(bytes);

    [Fact]
    public void Two_encoders_of_the_same_settings_agree()
    {
        using var first = new H264Encoder();
        using var second = new H264Encoder();
        Assert.Equal(first.ParameterSets, second.ParameterSets);
    }
}
