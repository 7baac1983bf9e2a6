using System.Text.Json;
using Heed.Prompts.Outputs.Results;

namespace Heed.Prompts.Outputs;

/// <summary>A value as people read it: a text as it stands, anything else as JSON.</summary>
public static class ShownValue
{
    /// <summary>The text; empty for undefined.</summary>
    public static string Of(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.String => value.GetString()!,
        JsonValueKind.Undefined => "",
        _ => Json(value),
    };

    // On one line and with letters as they are, whatever blanks and escapes the file has.
    private static string Json(JsonElement value)
    {
        var text = new System.Buffers.ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(text, JsonWriting.OneLine)) value.WriteTo(json);
        return System.Text.Encoding.UTF8.GetString(text.WrittenSpan);
    }
}
