using System.Text.Json;

namespace Heed.Prompts.Values;

/// <summary>JSON values as texts, and texts as JSON values.</summary>
internal static class JsonText
{
    private static readonly JsonWriterOptions s_line = new() { Encoder = PlainEncoder.Shared, MaxDepth = 1000, SkipValidation = true };
    private static readonly JsonElement s_true = JsonDocument.Parse("true").RootElement, s_false = JsonDocument.Parse("false").RootElement;

    /// <summary>A text as a JSON value; half a pair of surrogates becomes U+FFFD.</summary>
    public static JsonElement Of(string text) => Parse($"\"{JsonEncodedText.Encode(Whole(text))}\"");

    private static string Whole(string text)
        => text.AsSpan().ContainsAnyInRange('\ud800', '\udfff') ? string.Concat(text.EnumerateRunes()) : text;

    /// <summary>A truth value.</summary>
    public static JsonElement Of(bool value) => value ? s_true : s_false;

    /// <summary>JSON that is known to be sound, as a value that outlives its document.</summary>
    public static JsonElement Parse(string json)
    {
        using JsonDocument document = JsonDocument.Parse(json, new JsonDocumentOptions { MaxDepth = 256 });
        return document.RootElement.Clone();
    }

    /// <summary>A value written by a function.</summary>
    public static JsonElement Build(Action<Utf8JsonWriter> write)
    {
        using var stream = new MemoryStream();
        using (var json = new Utf8JsonWriter(stream)) write(json);
        stream.Position = 0;
        using JsonDocument document = JsonDocument.Parse(stream, new JsonDocumentOptions { MaxDepth = 1000 });
        return document.RootElement.Clone();
    }

    /// <summary>What <paramref name="write"/> writes, as one line of text; letters of all scripts stay readable.</summary>
    public static string Line(Action<Utf8JsonWriter> write)
    {
        using var stream = new MemoryStream();
        using (var json = new Utf8JsonWriter(stream, s_line)) write(json);
        return System.Text.Encoding.UTF8.GetString(stream.GetBuffer().AsSpan(0, (int)stream.Length));
    }

    /// <summary>A text in quotes.</summary>
    public static string Quoted(string text) => Line(json => json.WriteStringValue(text));

    /// <summary>What JavaScript's String() makes of a value, except that lists and objects are written as JSON.</summary>
    public static string Show(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Undefined => "undefined",
        JsonValueKind.String => value.GetString()!,
        JsonValueKind.Number => NumberText.Of(value.GetDouble()),
        JsonValueKind.True => "true",
        JsonValueKind.False => "false",
        JsonValueKind.Null => "null",
        _ => Compact(value),
    };

    /// <summary>What JavaScript's JSON.stringify makes of a value: no blanks, letters as they are, members in their order.</summary>
    public static string Compact(JsonElement value) => Line(json => Write(json, value));

    private static void Write(Utf8JsonWriter json, JsonElement value)
    {
        switch (value.ValueKind)
        {
            case JsonValueKind.Object:
                json.WriteStartObject();
                foreach (JsonProperty member in value.EnumerateObject())
                {
                    json.WritePropertyName(member.Name);
                    Write(json, member.Value);
                }
                json.WriteEndObject();
                break;
            case JsonValueKind.Array:
                json.WriteStartArray();
                foreach (JsonElement item in value.EnumerateArray()) Write(json, item);
                json.WriteEndArray();
                break;
            case JsonValueKind.Number when double.IsFinite(value.GetDouble()):
                json.WriteRawValue(NumberText.Of(value.GetDouble()));
                break;
            case JsonValueKind.Number or JsonValueKind.Undefined:
                json.WriteNullValue();
                break;
            default:
                value.WriteTo(json);
                break;
        }
    }

    /// <summary>What a value is, for messages.</summary>
    public static string Kind(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Undefined => "nothing",
        JsonValueKind.String => value.GetString()!.Length == 0 ? "an empty text" : "a text",
        JsonValueKind.Number => $"the number {value.GetRawText()}",
        JsonValueKind.Array => "a list",
        JsonValueKind.Object => "an object",
        _ => value.GetRawText(),
    };
}
