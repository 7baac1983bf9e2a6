using System.Text;
using System.Text.Json;
using Heed.Prompts.Traces;

namespace Heed.Prompts.Postgres;

/// <summary>Tags and metadata of a trace as the column that is searched: <c>{"tags": […], "metadata": {name: text}}</c>.</summary>
internal static class Attributes
{
    /// <summary>The column of a trace with its notes.</summary>
    public static string Of(Trace trace) => Text(json =>
    {
        Tags(json, trace.Tags);
        Metadata(json, trace.Metadata.Select(pair => new KeyValuePair<string, string>(pair.Key, TraceText.Plain(pair.Value))));
    });

    /// <summary>What the column of a trace holds that has these tags.</summary>
    public static string WithTags(IReadOnlyList<string> tags) => Text(json => Tags(json, tags));

    /// <summary>What the column of a trace holds that has this metadata.</summary>
    public static string WithMetadata(IEnumerable<KeyValuePair<string, string>> metadata) => Text(json => Metadata(json, metadata));

    /// <summary>A text as PostgreSQL can hold it: without NUL and without halves of characters.</summary>
    public static string Clean(string text) => Encoding.UTF8.GetString(Encoding.UTF8.GetBytes(text)).Replace('\0', '\uFFFD');

    private static void Tags(Utf8JsonWriter json, IReadOnlyList<string> tags)
    {
        json.WriteStartArray("tags");
        foreach (string tag in tags) json.WriteStringValue(Clean(tag));
        json.WriteEndArray();
    }

    private static void Metadata(Utf8JsonWriter json, IEnumerable<KeyValuePair<string, string>> metadata)
    {
        json.WriteStartObject("metadata");
        foreach ((string name, string value) in metadata) json.WriteString(Clean(name), Clean(value));
        json.WriteEndObject();
    }

    private static string Text(Action<Utf8JsonWriter> members) => JsonBody.Of(json =>
    {
        json.WriteStartObject();
        members(json);
        json.WriteEndObject();
    });
}
