using System.Text.Json;
using Heed.Prompts.Traces.Formats;

namespace Heed.Prompts.Traces.Datasets;

/// <summary>The value of a variable in a test.</summary>
internal static class DatasetValue
{
    /// <summary>As JSON, which is YAML too. Only a text by itself is rendered as a template; texts within lists and objects are read as they stand.</summary>
    public static string Text(JsonElement value)
        => value.ValueKind == JsonValueKind.String ? JsonText.Of(Literal.Of(value.GetString()!)) : value.ValueKind == JsonValueKind.Undefined ? "null"
            : JsonText.Of(value.WriteTo);
}
