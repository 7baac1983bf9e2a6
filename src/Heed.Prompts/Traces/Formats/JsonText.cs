using System.Buffers;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace Heed.Prompts.Traces.Formats;

/// <summary>JSON as one line of text; letters of all scripts stay readable.</summary>
internal static class JsonText
{
    private static readonly JsonWriterOptions s_options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, SkipValidation = true };

    /// <summary>What <paramref name="write"/> writes.</summary>
    public static string Of(Action<Utf8JsonWriter> write)
    {
        var text = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(text, s_options)) write(json);
        return Encoding.UTF8.GetString(text.WrittenSpan);
    }

    /// <summary>A text in quotes.</summary>
    public static string Of(string text) => Of(json => json.WriteStringValue(text));
}
