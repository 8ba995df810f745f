using HighPerf.Hosting.Configuration;

namespace HighPerf.Hosting.Tests.Configuration;

public sealed class SettingsTests
{
    private static readonly Setting<TimeSpan> s_lease = Setting.Duration("LEASE", "15s", "2s", "60s", "how long");
    private static readonly Setting<double> s_share = Setting.Share("SHARE", "1", "how much");
    private static readonly Setting<byte[]> s_secret = Setting.Secret("JWT_SECRET", 32, "the key", "SECRET_KEY");
    private static readonly Setting<Uri> s_database = Setting.Url("DATABASE_URL", null, "the database", "postgres", "postgresql");

    [Fact]
    public void An_absent_or_empty_value_is_the_default()
    {
        Assert.Equal(TimeSpan.FromSeconds(15), Read().Get(s_lease));
        Assert.Equal(TimeSpan.FromSeconds(15), Read(("LEASE", "")).Get(s_lease));
        Assert.Equal(TimeSpan.FromSeconds(3), Read(("LEASE", "3s")).Get(s_lease));
    }

    [Theory]
    [InlineData("1s")]
    [InlineData("61s")]
    [InlineData("15")]
    [InlineData("soon")]
    [InlineData("99999999999999999999s")]
    public void An_invalid_value_is_one_line_that_names_setting_and_value(string value)
    {
        var error = Assert.Throws<SettingException>(() => Read(("LEASE", value)).Get(s_lease));
        Assert.StartsWith("LEASE needs a time", error.Message, StringComparison.Ordinal);
        Assert.EndsWith($"not '{value}'", error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', error.Message);
    }

    [Fact]
    public void A_missing_setting_without_default_is_named_with_its_old_name()
    {
        var error = Assert.Throws<SettingException>(() => Read().Get(s_secret));
        Assert.Equal("JWT_SECRET (or SECRET_KEY) is not set: the key", error.Message);
    }

    [Fact]
    public void The_old_name_is_read_and_the_new_one_wins()
    {
        var (old, current) = (new string('o', 32), new string('n', 32));
        Assert.Equal((byte)'o', Read(("SECRET_KEY", old)).Get(s_secret)[0]);
        Assert.Equal((byte)'n', Read(("SECRET_KEY", old), ("JWT_SECRET", current)).Get(s_secret)[0]);
    }

    [Theory]
    [InlineData("JWT_SECRET", "short-secret")]
    [InlineData("DATABASE_URL", "mysql://user:hunter2@host/db")]
    public void A_secret_is_never_repeated_in_an_error(string name, string value)
    {
        var settings = Read((name, value));
        var error = Assert.Throws<SettingException>(() => _ = name == "JWT_SECRET" ? (object)settings.Get(s_secret) : settings.Get(s_database));
        Assert.StartsWith(name, error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain(value, error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("hunter2", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("500ms", 0.5)]
    [InlineData("1.5s", 1.5)]
    [InlineData("10m", 600)]
    [InlineData("2h", 7200)]
    [InlineData("1d", 86_400)]
    public void Times_are_read_with_their_unit(string text, double seconds) => Assert.Equal(seconds, DurationText.Parse(text).TotalSeconds);

    [Theory]
    [InlineData("100MiB", 104_857_600)]
    [InlineData("64KiB", 65_536)]
    [InlineData("2GiB", 2_147_483_648)]
    [InlineData("77", 77)]
    public void Sizes_are_powers_of_1024(string text, long bytes) => Assert.Equal(bytes, ByteSize.Parse(text));

    [Theory]
    [InlineData("100MB")]
    [InlineData("0")]
    [InlineData("-1")]
    [InlineData("9999999999999GiB")]
    public void Other_sizes_are_refused(string text) => Assert.Throws<FormatException>(() => ByteSize.Parse(text));

    [Theory]
    [InlineData("0", 0)]
    [InlineData("0.01", 0.01)]
    [InlineData("1", 1)]
    public void A_share_is_a_number_from_0_to_1(string text, double share) => Assert.Equal(share, Read(("SHARE", text)).Get(s_share));

    [Theory]
    [InlineData("1.01")]
    [InlineData("-0.5")]
    [InlineData("NaN")]
    [InlineData("1%")]
    [InlineData("0,5")]
    public void Other_shares_are_refused(string text) => Assert.Throws<SettingException>(() => Read(("SHARE", text)).Get(s_share));

    [Fact]
    public void A_url_without_a_default_may_be_missing_but_not_wrong()
    {
        Assert.Null(Read().GetOrNull(s_database));
        Assert.Equal("host", Read(("DATABASE_URL", "postgres://host/db")).GetOrNull(s_database)?.Host);
        Assert.Throws<SettingException>(() => Read(("DATABASE_URL", "nowhere")).GetOrNull(s_database));
    }

    [Fact]
    public void The_page_lists_every_name_kind_default_and_meaning()
    {
        var page = SettingsPage.Write([s_lease, s_secret]);
        Assert.Contains("| `LEASE` | time, 2s–60s | `15s` | how long |", page, StringComparison.Ordinal);
        Assert.Contains("| `JWT_SECRET`, `SECRET_KEY` | secret, ≥ 32 bytes | – | the key |", page, StringComparison.Ordinal);
    }

    private static Settings Read(params (string Name, string Value)[] environment) =>
        new(name => environment.FirstOrDefault(pair => pair.Name == name).Value);
}
