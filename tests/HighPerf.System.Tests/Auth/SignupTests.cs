using System.Net;
using System.Text;
using HighPerf.System.Tests.Client;
using HighPerf.System.Tests.Contract;
using HighPerf.System.Tests.Json;
using HighPerf.System.Tests.Stack;
using static HighPerf.System.Tests.Json.JsonShape;

namespace HighPerf.System.Tests.Auth;

[Collection(StackCollection.Name)]
public sealed class SignupTests(StackFixture fixture)
{
    private ApiClient Client => fixture.Client;

    [Fact]
    [Proves("POST /api/auth/signup", 201)]
    public async Task Signup_creates_the_player_and_answers_the_profile_without_the_password()
    {
        var email = ApiClient.NewEmail();
        var response = await Client.PostJsonAsync("/api/auth/signup", Body(email, city: "Bogotá"));

        Record(
            ("id", UuidV7), ("first_name", Exactly("Luisa")), ("last_name", Exactly("Peña")), ("email", Exactly(email)),
            ("city", Exactly("Bogotá")), ("country", Exactly("Colombia"))).Check(response.Expect(HttpStatusCode.Created).Json);
    }

    [Fact]
    public async Task Signup_without_city_and_country_answers_null_for_both()
    {
        var email = ApiClient.NewEmail();
        var password = ApiClient.NewPassword();
        var response = await Client.PostJsonAsync("/api/auth/signup",
            new { first_name = "Luisa", last_name = "Peña", email, password1 = password, password2 = password });

        Record(
            ("id", UuidV7), ("first_name", Exactly("Luisa")), ("last_name", Exactly("Peña")), ("email", Exactly(email)),
            ("city", Exactly(null)), ("country", Exactly(null))).Check(response.Expect(HttpStatusCode.Created).Json);
    }

    [Fact]
    public async Task Signup_accepts_a_trailing_slash()
    {
        var response = await Client.PostJsonAsync("/api/auth/signup/", Body(ApiClient.NewEmail()));
        response.Expect(HttpStatusCode.Created);
    }

    [Fact]
    public async Task Signup_stores_a_bcrypt_hash_of_cost_12()
    {
        var email = ApiClient.NewEmail();
        (await Client.PostJsonAsync("/api/auth/signup", Body(email))).Expect(HttpStatusCode.Created);

        var hash = await fixture.Stack.ScalarAsync<string>("select password_hash from players where email_key = $1", email);
        Assert.Matches(@"^\$2[aby]\$12\$.{53}$", hash);
    }

    [Fact]
    [Proves("POST /api/auth/signup", 400, "email_taken")]
    public async Task Signup_with_an_email_that_differs_only_in_case_is_refused()
    {
        var email = ApiClient.NewEmail();
        (await Client.PostJsonAsync("/api/auth/signup", Body(email))).Expect(HttpStatusCode.Created);

        var again = await Client.PostJsonAsync("/api/auth/signup", Body(email.ToUpperInvariant()));
        again.Refused(HttpStatusCode.BadRequest, "email_taken");
    }

    [Fact]
    public async Task Signup_of_one_email_by_many_at_once_makes_one_player()
    {
        var email = ApiClient.NewEmail();
        var responses = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Client.PostJsonAsync("/api/auth/signup", Body(email))));

        Assert.Single(responses, response => response.Status == HttpStatusCode.Created);
        foreach (var response in responses.Where(response => response.Status != HttpStatusCode.Created))
            response.Refused(HttpStatusCode.BadRequest, "email_taken");
    }

    [Fact]
    [Proves("POST /api/auth/signup", 400, "passwords_differ")]
    public async Task Signup_with_two_different_passwords_is_refused()
    {
        var response = await Client.PostJsonAsync("/api/auth/signup", Body(ApiClient.NewEmail(), password2: ApiClient.NewPassword()));
        response.Refused(HttpStatusCode.BadRequest, "passwords_differ");
    }

    [Theory]
    [InlineData("first_name", "")]
    [InlineData("first_name", null)]
    [InlineData("last_name", "")]
    [InlineData("email", "no-es-un-correo")]
    [InlineData("city", "long")]
    [InlineData("country", "long")]
    [InlineData("password1", "corta")]
    [InlineData("password1", "long")]
    [Proves("POST /api/auth/signup", 400, "invalid_field")]
    public async Task Signup_with_an_invalid_field_names_it(string field, string? value)
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
        body[field] = value == "long" ? new string('á', 101) : value;
        if (field == "password1")
            body["password2"] = body[field];

        var response = await Client.PostJsonAsync("/api/auth/signup", body);
        response.Refused(HttpStatusCode.BadRequest, "invalid_field", field);
    }

    [Fact]
    [Proves("POST /api/auth/signup", 400, "malformed_json")]
    public async Task Signup_with_malformed_json_is_refused()
    {
        using var content = new StringContent("{\"first_name\":", Encoding.UTF8, "application/json");
        var response = await Client.PostAsync("/api/auth/signup", content);
        response.Refused(HttpStatusCode.BadRequest, "malformed_json");
    }

    [Fact]
    [Proves("POST /api/auth/signup", 415, "unsupported_media_type")]
    public async Task Signup_with_another_media_type_is_refused()
    {
        using var content = new StringContent("first_name=Luisa", Encoding.UTF8, "text/plain");
        var response = await Client.PostAsync("/api/auth/signup", content);
        response.Refused(HttpStatusCode.UnsupportedMediaType, "unsupported_media_type");
    }

    [Fact]
    [Proves(ContractRows.OtherMethod, 405, "method_not_allowed")]
    public async Task Signup_with_another_method_is_refused_and_the_right_one_named()
    {
        var response = await Client.GetAsync("/api/auth/signup");
        response.Refused(HttpStatusCode.MethodNotAllowed, "method_not_allowed");
        Assert.Contains("POST", response.Header("Allow"), StringComparison.Ordinal);
    }

    private static object Body(string email, string? city = "Cali", string? password2 = null)
    {
        var password = ApiClient.NewPassword();
        return new
        {
            first_name = "Luisa",
            last_name = "Peña",
            email,
            password1 = password,
            password2 = password2 ?? password,
            city,
            country = "Colombia",
        };
    }
}
