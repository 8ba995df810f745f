using System.Net;
using System.Net.Http.Json;
using System.Text;
using HighPerf.System.Tests.Client;
using HighPerf.System.Tests.Contract;
using HighPerf.System.Tests.Json;

namespace HighPerf.System.Tests.Auth;

/// <summary>The edges of what a sign-up takes.</summary>
[Collection(QuietCollection.Name)]
public sealed class SignupLimitTests(QuietStackFixture fixture)
{
    private const string Url = "/api/auth/signup";

    private ApiClient Client => fixture.Client;

    [Theory]
    [InlineData("first_name", 100)]
    [InlineData("last_name", 100)]
    [InlineData("city", 100)]
    [InlineData("country", 100)]
    public async Task A_field_of_the_longest_length_is_taken_and_one_more_is_not(string field, int longest)
    {
        // Not one byte each, and not one UTF-16 unit each: the length is in characters.
        (await SignupAsync((field, string.Concat(Enumerable.Repeat("🏀", longest))))).Expect(HttpStatusCode.Created);
        (await SignupAsync((field, new string('ñ', longest + 1)))).Refused(HttpStatusCode.BadRequest, "invalid_field", field);
    }

    [Theory]
    [InlineData(8, true)]
    [InlineData(7, false)]
    [InlineData(72, true)]
    [InlineData(73, false)]
    public async Task A_password_has_8_to_72_bytes(int bytes, bool taken)
    {
        var password = ApiClient.PasswordPrefix + new string('x', 72);
        password = password[..Math.Min(bytes, password.Length)];
        Assert.Equal(bytes, Encoding.UTF8.GetByteCount(password));
        await CheckPasswordAsync(password, taken);
    }

    [Fact]
    public async Task A_password_is_measured_in_bytes_and_not_in_characters()
    {
        await CheckPasswordAsync(new string('ñ', 36), taken: true);
        await CheckPasswordAsync(new string('ñ', 37), taken: false);
        await CheckPasswordAsync("ñññ1", taken: false);
        await CheckPasswordAsync("ñññ12", taken: true);
    }

    [Fact]
    public async Task No_more_than_the_first_72_bytes_of_a_password_count_and_so_no_more_are_taken()
    {
        var email = ApiClient.NewEmail();
        var password = (ApiClient.NewPassword() + new string('x', 72))[..72];
        (await SignupAsync(("email", email), ("password1", password), ("password2", password))).Expect(HttpStatusCode.Created);

        (await Client.PostJsonAsync("/api/auth/login", new { email, password })).Expect(HttpStatusCode.OK);
        (await Client.PostJsonAsync("/api/auth/login", new { email, password = password + "y" })).Refused(HttpStatusCode.Unauthorized, "invalid_credentials");
        (await Client.PostJsonAsync("/api/auth/login", new { email, password = password[..71] })).Refused(HttpStatusCode.Unauthorized, "invalid_credentials");
    }

    [Fact]
    public async Task Every_invalid_field_is_named_at_once() =>
        (await SignupAsync(("first_name", ""), ("email", "x"), ("password1", "corta"), ("city", new string('c', 101))))
            .Refused(HttpStatusCode.BadRequest, "invalid_field", "first_name", "email", "password1", "city");

    [Theory]
    [InlineData("")]
    [InlineData("@correo.example")]
    [InlineData("jugador@")]
    [InlineData("jugador@correo")]
    [InlineData("dos@arrobas@correo.example")]
    [InlineData("con espacio@correo.example")]
    [InlineData("Luisa <jugador@correo.example>")]
    public async Task An_address_that_is_none_is_refused(string email) =>
        (await SignupAsync(("email", email))).Refused(HttpStatusCode.BadRequest, "invalid_field", "email");

    [Fact]
    public async Task An_unknown_field_is_ignored() => (await SignupAsync(("role", "moderator"), ("id", "17"))).Expect(HttpStatusCode.Created);

    [Fact]
    public async Task Null_for_city_and_country_is_as_good_as_nothing()
    {
        var profile = (await SignupAsync(("city", null), ("country", null))).Expect(HttpStatusCode.Created).Json;
        Assert.Equal("null null", profile.GetProperty("city").GetRawText() + " " + profile.GetProperty("country").GetRawText());
    }

    [Fact]
    [Proves("POST /api/auth/signup", 400, "malformed_request")]
    [Proves("POST /api/auth/login", 400, "malformed_request")]
    public async Task A_request_without_a_body_is_refused()
    {
        foreach (var url in new[] { Url, "/api/auth/login" })
        {
            using var nothing = new StringContent(string.Empty, Encoding.UTF8, "application/json");
            (await Client.PostAsync(url, nothing)).Refused(HttpStatusCode.BadRequest, "malformed_request");
        }
    }

    [Theory]
    [InlineData("{\"email\":")]
    [InlineData("{\"email\": 7, \"password\": \"x\", \"first_name\": 7}")]
    [InlineData("[]")]
    [InlineData("\"texto\"")]
    [InlineData("esto no es JSON")]
    [Proves("POST /api/auth/signup", 400, "malformed_json")]
    [Proves("POST /api/auth/login", 400, "malformed_json")]
    public async Task A_body_that_is_no_json_or_of_other_types_is_refused(string body)
    {
        foreach (var url in new[] { Url, "/api/auth/login" })
        {
            using var content = new StringContent(body, Encoding.UTF8, "application/json");
            (await Client.PostAsync(url, content)).Refused(HttpStatusCode.BadRequest, "malformed_json");
        }
    }

    [Fact]
    public async Task A_field_of_another_type_is_named()
    {
        using var number = new StringContent("{\"email\": 7, \"password\": \"x\"}", Encoding.UTF8, "application/json");
        (await Client.PostAsync("/api/auth/login", number)).Refused(HttpStatusCode.BadRequest, "malformed_json", "email");
        using var half = new StringContent("{\"email\": \"\\ud800\"}", Encoding.UTF8, "application/json");
        (await Client.PostAsync("/api/auth/login", half)).Refused(HttpStatusCode.BadRequest, "malformed_json", "email");
        using var cut = new StringContent("{\"email\":", Encoding.UTF8, "application/json");
        Assert.False((await Client.PostAsync("/api/auth/login", cut)).Json.TryGetProperty("errors", out _));
    }

    [Fact]
    [Proves("POST /api/auth/signup", 413, "body_too_large")]
    [Proves("POST /api/auth/login", 413, "body_too_large")]
    public async Task A_body_that_is_too_large_is_refused()
    {
        foreach (var url in new[] { Url, "/api/auth/login" })
            (await Client.PostJsonAsync(url, new { email = new string('a', 100_000) })).Refused(HttpStatusCode.RequestEntityTooLarge, "body_too_large");
    }

    [Theory]
    [InlineData("text/plain")]
    [InlineData("application/x-www-form-urlencoded")]
    [InlineData("application/xml")]
    [Proves("POST /api/auth/signup", 415, "unsupported_media_type")]
    [Proves("POST /api/auth/login", 415, "unsupported_media_type")]
    public async Task A_body_of_another_media_type_is_refused(string mediaType)
    {
        foreach (var url in new[] { Url, "/api/auth/login" })
        {
            using var content = new StringContent("email=luisa", Encoding.UTF8, mediaType);
            (await Client.PostAsync(url, content)).Refused(HttpStatusCode.UnsupportedMediaType, "unsupported_media_type");
        }
    }

    private async Task CheckPasswordAsync(string password, bool taken)
    {
        var response = await SignupAsync(("password1", password), ("password2", password));
        if (taken)
            response.Expect(HttpStatusCode.Created);
        else
            response.Refused(HttpStatusCode.BadRequest, "invalid_field", "password1");
    }

    /// <summary>A sign-up that is well but for the given fields.</summary>
    private Task<ApiResponse> SignupAsync(params (string Field, string? Value)[] fields)
    {
        var password = ApiClient.NewPassword();
        var body = new Dictionary<string, string?>(StringComparer.Ordinal)
        {
            ["first_name"] = "Luisa",
            ["last_name"] = "Peña",
            ["email"] = ApiClient.NewEmail(),
            ["password1"] = password,
            ["password2"] = password,
            ["city"] = "Cali",
            ["country"] = "Colombia",
        };
        foreach (var (field, value) in fields)
            body[field] = value;
        return Client.PostAsync(Url, JsonContent.Create(body));
    }
}
