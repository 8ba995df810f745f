using System.Text;
using HighPerf.Load.Http;

namespace HighPerf.Load.Tests.Http;

public sealed class JsonPeekTests
{
    [Fact]
    public void Fields_of_an_object_are_found_at_its_first_level()
    {
        const string Body = """{"inner":{"token":"no"},"token":"abc","number":17,"none":null}""";
        Assert.Equal(new[] { "abc", "17", "null" }, Values(Body, ["token", "number", "none"], out var items));
        Assert.Equal(-1, items);
    }

    [Fact]
    public void Fields_of_a_list_are_those_of_its_first_item()
    {
        Assert.Equal(new[] { "a" }, Values("""[{"id":"a","x":{"id":"z"}},{"id":"b"},{"id":"c"}]""", ["id"], out var items));
        Assert.Equal(3, items);
    }

    [Fact]
    public void A_field_that_is_wanted_twice_is_found_twice() =>
        Assert.Equal(new[] { "abc", "17", "abc", null, "abc" }, Values("""{"token":"abc","number":17}""", ["token", "number", "token", "none", "token"], out _));

    [Theory]
    [InlineData("[]", 0)]
    [InlineData("[1,\"two\",[3],null]", 4)]
    public void Items_are_counted_whatever_they_are(string body, int count)
    {
        Assert.Null(Values(body, ["id"], out var items).Single());
        Assert.Equal(count, items);
    }

    [Theory]
    [InlineData("")]
    [InlineData("<html>")]
    [InlineData("{\"half\":")]
    [InlineData("{} and more")]
    public void What_is_no_json_is_said_to_be_none(string body) =>
        Assert.False(JsonPeek.TryRead(Encoding.UTF8.GetBytes(body), [], [], out _));

    private static List<string?> Values(string body, string[] names, out int items)
    {
        var bytes = Encoding.UTF8.GetBytes(body);
        var found = new (int Start, int Length)[names.Length];
        Assert.True(JsonPeek.TryRead(bytes, names.Select(Encoding.UTF8.GetBytes).ToArray(), found, out items));
        return found.Select(place => place.Length < 0 ? null : Encoding.UTF8.GetString(bytes, place.Start, place.Length)).ToList();
    }
}
