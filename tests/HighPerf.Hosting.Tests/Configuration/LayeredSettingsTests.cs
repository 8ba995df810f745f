using HighPerf.Hosting.Configuration;
using HighPerf.Hosting.Secrets;
using HighPerf.Hosting.Tests.Secrets;
using Microsoft.Extensions.Time.Testing;

namespace HighPerf.Hosting.Tests.Configuration;

/// <summary>Where secrets are looked for, and that nothing else is looked for there.</summary>
public sealed class LayeredSettingsTests
{
    private static readonly Setting<string> s_plain = Setting.Text("UPLOADS_DIR", "./uploads", "where");
    private static readonly Setting<byte[]> s_secret = Setting.Secret("JWT_SECRET", 4, "the key", "SECRET_KEY");
    private static readonly Setting<Uri> s_database = Setting.SecretUrl("DATABASE_URL", null, "the database", "postgres");

    private readonly FixedLayer _cloud = new("the cloud");
    private readonly Dictionary<string, string> _environment = new(StringComparer.Ordinal) { ["AWS_SECRET_ID"] = "highperf/api" };
    private readonly FakeTimeProvider _time = new();

    [Fact]
    public async Task The_first_layer_that_has_any_of_the_names_decides()
    {
        (_environment["JWT_SECRET"], _environment["DATABASE_URL"]) = ("of the environment", "postgres://environment/d");
        _cloud.Secrets["SECRET_KEY"] = "of the cloud";

        var settings = await ReadAsync();

        Assert.Equal("of the cloud"u8.ToArray(), settings.Get(s_secret));
        Assert.Equal("environment", settings.Get(s_database).Host);
    }

    [Fact]
    public async Task What_is_no_secret_is_not_looked_for_in_the_layers()
    {
        _cloud.Secrets["UPLOADS_DIR"] = "/somewhere/else";
        Assert.Equal("./uploads", (await ReadAsync()).Get(s_plain));
    }

    [Fact]
    public async Task An_error_names_the_setting_and_the_layer_and_never_the_value()
    {
        (_cloud.Secrets["JWT_SECRET"], _cloud.Secrets["DATABASE_URL"]) = ("abc", "mysql://user:hunter2@host/db");
        var settings = await ReadAsync();

        Assert.Equal("JWT_SECRET (the cloud) needs at least 4 bytes, has 3", Assert.Throws<SettingException>(() => settings.Get(s_secret)).Message);
        Assert.Equal("DATABASE_URL (the cloud) needs a URL like postgres://host", Assert.Throws<SettingException>(() => settings.Get(s_database)).Message);
    }

    [Fact]
    public async Task A_secret_that_is_nowhere_is_named_with_where_it_was_looked_for()
    {
        var settings = await ReadAsync();
        Assert.Equal(
            "JWT_SECRET (or SECRET_KEY) is not set in the cloud, the environment: the key", Assert.Throws<SettingException>(() => settings.Get(s_secret)).Message);
    }

    [Fact]
    public async Task A_layer_that_cannot_be_read_is_an_error_and_not_an_empty_one()
    {
        _environment["JWT_SECRET"] = "of the environment";
        _cloud.Fault = new SecretException("the cloud: gone") { MayPass = true };
        Assert.True((await Assert.ThrowsAsync<SecretException>(ReadAsync)).MayPass);
    }

    [Fact]
    public async Task A_program_that_has_no_way_to_the_cloud_needs_a_directory()
    {
        var error = await Assert.ThrowsAsync<SettingException>(() => Settings.ReadAsync([s_secret], Find, cloud: null, _time));
        Assert.StartsWith("AWS_SECRET_ID needs HIGHPERF_SECRETS_DIR", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Who_follows_gets_the_settings_as_they_are_after_each_reading()
    {
        _cloud.Secrets["JWT_SECRET"] = "the first";
        var settings = await ReadAsync();
        var seen = new List<string>();
        settings.Follow(now => seen.Add(System.Text.Encoding.UTF8.GetString(now.Get(s_secret))));

        _time.Advance(TimeSpan.FromMinutes(1));
        _cloud.Secrets["JWT_SECRET"] = "the second";
        await settings.RefreshAsync();
        _time.Advance(TimeSpan.FromMinutes(1));
        _cloud.Secrets["JWT_SECRET"] = "no";
        await Assert.ThrowsAsync<SecretException>(settings.RefreshAsync);

        Assert.Equal(["the second"], seen);
        Assert.Equal("the first"u8.ToArray(), settings.Get(s_secret)); // these are those of the start
    }

    private string? Find(string name) => _environment.GetValueOrDefault(name);

    private Task<Settings> ReadAsync() => Settings.ReadAsync([s_plain, s_secret, s_database], Find, id => id == "highperf/api" ? _cloud : throw new InvalidOperationException(id), _time);
}
