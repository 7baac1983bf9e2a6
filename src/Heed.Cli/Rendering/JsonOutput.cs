using System.Text.Encodings.Web;
using System.Text.Json;

namespace Heed.Cli.Rendering;

/// <summary>One JSON object on standard output.</summary>
internal static class JsonOutput
{
    /// <summary>Writes the object whose members <paramref name="members"/> writes.</summary>
    public static void Write(Action<Utf8JsonWriter> members)
    {
        using Stream stream = Console.OpenStandardOutput();
        using (var json = new Utf8JsonWriter(stream, new JsonWriterOptions { Indented = true, NewLine = "\n", Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping }))
        {
            json.WriteStartObject();
            members(json);
            json.WriteEndObject();
        }
        stream.WriteByte((byte)'\n');
    }
}
