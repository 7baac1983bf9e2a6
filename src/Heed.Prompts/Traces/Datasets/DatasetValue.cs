using Heed.Prompts.Values;
using System.Text.Json;

namespace Heed.Prompts.Traces.Datasets;

/// <summary>The value of a variable in a test.</summary>
internal static class DatasetValue
{
    /// <summary>As JSON, which is YAML too. Only a text by itself is rendered as a template; texts within lists and objects are read as they stand.</summary>
    public static string Text(JsonElement value)
        => value.ValueKind == JsonValueKind.String ? JsonText.Quoted(Literal.Of(value.GetString()!)) : value.ValueKind == JsonValueKind.Undefined ? "null"
            : JsonText.Line(value.WriteTo);
}
