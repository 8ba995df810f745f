using System.Globalization;
using HighPerf.Media.Codecs;
using HighPerf.MediaRace.Contestants;

namespace HighPerf.Media.Tests.Codecs;

public sealed class H264SettingsTests
{
    // The race measures the encoder alone, and a rival with the same encoder: both mean nothing with other settings.
    [Fact]
    public void The_race_asks_the_command_line_for_the_same_encoder()
    {
        var words = OurEncoder.Options.Split(' ');
        var asked = words.Where((_, i) => i % 2 == 0).Zip(words.Where((_, i) => i % 2 == 1), (name, value) => (name.Replace(":v", "", StringComparison.Ordinal), value));
        IEnumerable<(string, string)> ours =
        [
            ("-c", "libx264"),
            .. H264Settings.Options.Select(option => ($"-{option.Name}", option.Value)),
            ("-g", H264Settings.GopFrames.ToString(CultureInfo.InvariantCulture)),
            ("-threads", "1"),
        ];
        Assert.Equal(ours.Order(), asked.Order());
    }
}
