using System.Buffers;
using System.Text.Json;
using Heed.Prompts.Values;

namespace Heed.Prompts.Configs.Nodes;

/// <summary>Pieces of files as JSON.</summary>
internal static class NodeJson
{
    private static readonly JsonWriterOptions s_plain = new() { Encoder = PlainEncoder.Shared, MaxDepth = 1000 };

    /// <summary>As an element of its own; undefined for null.</summary>
    public static JsonElement ToJson(this ConfigNode? node)
    {
        if (node is null) return default;
        var reader = new Utf8JsonReader(Bytes(node).Span, new JsonReaderOptions { MaxDepth = 1000 });
        return JsonElement.ParseValue(ref reader);
    }

    /// <summary>As text without blanks.</summary>
    public static string ToText(this ConfigNode node) => System.Text.Encoding.UTF8.GetString(Bytes(node).Span);

    private static ReadOnlyMemory<byte> Bytes(ConfigNode node)
    {
        var bytes = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(bytes, s_plain)) Write(json, node);
        return bytes.WrittenMemory;
    }

    private static void Write(Utf8JsonWriter json, ConfigNode node)
    {
        switch (node.Kind)
        {
            case NodeKind.Null:
                json.WriteNullValue();
                break;
            case NodeKind.Truth:
                json.WriteBooleanValue(node.Truth);
                break;
            case NodeKind.Text:
                json.WriteStringValue(node.Text);
                break;
            case NodeKind.Number:
                Write(json, node.Number);
                break;
            case NodeKind.List:
                json.WriteStartArray();
                foreach (ConfigNode item in node.Items) Write(json, item);
                json.WriteEndArray();
                break;
            default:
                json.WriteStartObject();
                foreach (ConfigEntry entry in node.Entries)
                {
                    json.WritePropertyName(entry.Name);
                    Write(json, entry.Value);
                }
                json.WriteEndObject();
                break;
        }
    }

    private static void Write(Utf8JsonWriter json, double number)
    {
        if (double.IsNaN(number)) json.WriteNullValue();
        // No number of JSON's: readers take one beyond the largest for it.
        else if (double.IsInfinity(number)) json.WriteRawValue(number > 0 ? "1e999" : "-1e999", skipInputValidation: true);
        else if (number == Math.Floor(number) && Math.Abs(number) < 1L << 53) json.WriteNumberValue((long)number);
        else json.WriteNumberValue(number);
    }
}
