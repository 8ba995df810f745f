using HighPerf.Core.Players;

namespace HighPerf.Core.Tests.Players;

public sealed class SignupRulesTests
{
    [Fact]
    public void A_complete_player_passes() =>
        Assert.Empty(SignupRules.Check("Ana", "Rojas", "ana@example.test", "canasta-2025", "Bogotá", "Colombia"));

    [Fact]
    public void City_and_country_are_optional() =>
        Assert.Empty(SignupRules.Check("Ana", "Rojas", "ana@example.test", "canasta-2025", null, null));

    [Theory]
    [InlineData("", "x@example.test", "canasta-2025", "first_name")]
    [InlineData("A\0", "x@example.test", "canasta-2025", "first_name")]
    [InlineData("Ana", "not an address", "canasta-2025", "email")]
    [InlineData("Ana", "Ana <x@example.test>", "canasta-2025", "email")]
    [InlineData("Ana", "x@localhost", "canasta-2025", "email")]
    [InlineData("Ana", "x@example.test", "1234567", "password1")]
    public void Each_invalid_field_is_named(string first, string email, string password, string field) =>
        Assert.Equal([field], SignupRules.Check(first, "Rojas", email, password, null, null).Keys);

    [Fact]
    public void Lengths_are_limited()
    {
        var errors = SignupRules.Check(
            new string('a', 101), new string('b', 101), new string('c', 250) + "@example.test", new string('d', 73), new string('e', 101),
            new string('f', 101));
        Assert.Equal(["city", "country", "email", "first_name", "last_name", "password1"], errors.Keys.Order(StringComparer.Ordinal));
    }

    [Fact]
    public void A_name_is_measured_in_characters_not_in_code_units() =>
        Assert.Empty(SignupRules.Check(string.Concat(Enumerable.Repeat("🏀", 100)), "Rojas", "ana@example.test", "canasta-2025", null, null));

    [Fact]
    public void A_password_is_measured_in_bytes() =>
        Assert.Equal(["password1"], SignupRules.Check("Ana", "Rojas", "ana@example.test", new string('ñ', 37), null, null).Keys);
}
