using HighPerf.Hosting.Keys;

namespace HighPerf.Hosting.Tests.Keys;

public sealed class SigningKeysTests
{
    private static readonly DateTimeOffset s_now = new(2026, 1, 1, 12, 0, 0, TimeSpan.Zero);

    [Fact]
    public void What_is_written_is_read_again()
    {
        var keys = SigningKeys.New(s_now).Rotate(s_now.AddDays(1));
        var read = SigningKeys.Parse(keys.Write());

        Assert.True(read.Next!.Is(keys.Next!) && read.Current.Is(keys.Current) && read.Previous!.Is(keys.Previous!));
        Assert.Equal(s_now.AddDays(1), read.Next!.Published);
        Assert.Equal(s_now, read.Current.Published);
        Assert.Equal(s_now, read.Previous!.Published);
        Assert.Equal(s_now.AddDays(1), read.Previous!.Retired);
        Assert.Null(read.Current.Retired);
    }

    [Fact]
    public void A_rotation_moves_each_key_by_one_slot_and_makes_a_next_one()
    {
        var before = SigningKeys.New(s_now);
        var after = before.Rotate(s_now);

        Assert.True(after.Current.Is(before.Next!) && after.Previous!.Is(before.Current));
        Assert.Equal(3, after.All.Select(key => key.Id).Distinct(StringComparer.Ordinal).Count());
        Assert.Same(after.Current, after.All[0]);
    }

    [Fact]
    public void One_secret_is_a_current_key_with_a_name_of_its_own()
    {
        var keys = SigningKeys.Of("0123456789abcdef0123456789abcdef");

        Assert.Equal("0123456789abcdef0123456789abcdef"u8.ToArray(), keys.Current.ToBytes());
        Assert.Matches("^[0-9a-f]{8}$", keys.Current.Id);
        Assert.True(SigningKeys.Parse("""{"current":{"key":"0123456789abcdef0123456789abcdef"}}""").Current.Is(keys.Current)); // kid by default
        Assert.Same(keys.Current, Assert.Single(keys.All));
        Assert.True(keys.WithNext(s_now).Current.Is(keys.Current));
    }

    [Theory]
    [InlineData("")]
    [InlineData("null")]
    [InlineData("hunter2")]
    [InlineData("""{"next":{"kid":"a","key":"hunter2hunter2hunter2hunter2hunter2"}}""")]
    [InlineData("""{"curent":{"kid":"a","key":"hunter2hunter2hunter2hunter2hunter2"}}""")]
    [InlineData("""{"current":{"kid":"a","key":"hunter2"}}""")]
    [InlineData("""{"current":{"kid":"a"}}""")]
    [InlineData("""{"current":{"kid":"","key":"hunter2hunter2hunter2hunter2hunter2"}}""")]
    [InlineData("""{"current":{"kid":"a","key":"hunter2hunter2hunter2hunter2hunter2"},"next":{"kid":"a","key":"Hunter2hunter2hunter2hunter2hunter2"}}""")]
    public void What_is_not_understood_is_refused_without_repeating_it(string json) =>
        Assert.DoesNotContain("hunter2", Assert.Throws<FormatException>(() => SigningKeys.Parse(json)).Message, StringComparison.OrdinalIgnoreCase);

    [Fact]
    public void A_key_is_in_nothing_that_is_printed()
    {
        var key = new SigningKey("hunter2hunter2hunter2hunter2hunter2");
        object[] printed = [key, SigningKeys.Of("hunter2hunter2hunter2hunter2hunter2"), key.Write()];
        Assert.DoesNotContain("hunter2", string.Join(' ', printed), StringComparison.Ordinal);
    }
}
