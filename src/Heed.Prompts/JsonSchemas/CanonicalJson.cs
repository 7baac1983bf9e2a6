using System.Text;
using System.Text.Json;
using Heed.Prompts.Values;

namespace Heed.Prompts.JsonSchemas;

/// <summary>A text that equal JSON values share: names in order, numbers by value.</summary>
internal static class CanonicalJson
{
    /// <summary>The text.</summary>
    public static string Of(JsonElement value)
    {
        var text = new StringBuilder();
        Write(value, text);
        return text.ToString();
    }

    private static void Write(JsonElement value, StringBuilder text)
    {
        switch (value.ValueKind)
        {
            case JsonValueKind.Object:
                foreach (JsonProperty member in value.EnumerateObject().OrderBy(member => member.Name, StringComparer.Ordinal))
                {
                    text.Append('{').Append(JsonEncodedText.Encode(member.Name)).Append('"');
                    Write(member.Value, text);
                }
                text.Append('}');
                break;
            case JsonValueKind.Array:
                text.Append('[');
                foreach (JsonElement item in value.EnumerateArray())
                {
                    Write(item, text);
                    text.Append(',');
                }
                text.Append(']');
                break;
            case JsonValueKind.Number: text.Append(NumberText.Of(value.GetDouble())); break;
            case JsonValueKind.String: text.Append('"').Append(JsonEncodedText.Encode(value.GetString()!)).Append('"'); break;
            default: text.Append(value.GetRawText()); break;
        }
    }
}
