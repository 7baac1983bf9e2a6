using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace Heed.Prompts.Postgres;

/// <summary>JSON in a column of text.</summary>
internal static class JsonBody
{
    private static readonly JsonWriterOptions s_options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>What <paramref name="write"/> writes. NUL is escaped, as all control characters are, so that the column can hold it.</summary>
    public static string Of(Action<Utf8JsonWriter> write)
    {
        using var bytes = new MemoryStream();
        using (var json = new Utf8JsonWriter(bytes, s_options)) write(json);
        return Encoding.UTF8.GetString(bytes.GetBuffer(), 0, (int)bytes.Length);
    }

    /// <summary>Reads a column.</summary>
    public static T Read<T>(string body, Func<JsonElement, T> read)
    {
        using JsonDocument document = JsonDocument.Parse(body);
        return read(document.RootElement);
    }
}
