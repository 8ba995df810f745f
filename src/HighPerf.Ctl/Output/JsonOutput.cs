using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace HighPerf.Ctl.Output;

internal static class JsonOutput
{
    public static void Write<T>(T value, JsonTypeInfo<T> type) => Console.WriteLine(JsonSerializer.Serialize(value, type));
}
