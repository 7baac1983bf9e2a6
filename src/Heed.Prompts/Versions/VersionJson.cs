using System.Text.Json;
using Heed.Prompts.Values;

namespace Heed.Prompts.Versions;

/// <summary>Versions and moves of labels as JSON: what files hold, and what commands print.</summary>
public static class VersionJson
{
    /// <summary>How files are written: for people to read, and for git to compare.</summary>
    internal static JsonWriterOptions Options { get; } = new() { Indented = true, NewLine = "\n", Encoder = PlainEncoder.Shared };

    /// <summary>Writes a version as an object.</summary>
    public static void Write(Utf8JsonWriter json, RecordedVersion version)
    {
        json.WriteStartObject();
        json.WriteString("prompt", version.Prompt);
        json.WriteString("hash", version.Hash);
        json.WriteNumber("number", version.Number);
        json.WriteString("created", version.Created);
        json.WriteString("author", version.Author);
        json.WriteString("message", version.Message);
        if (version.Source is not null) json.WriteString("source", version.Source);
        json.WriteString("model", version.Content.Model);
        if (version.Content.Parameters.ValueKind != JsonValueKind.Undefined)
        {
            json.WritePropertyName("parameters");
            version.Content.Parameters.WriteTo(json);
        }
        json.WriteString("text", version.Content.Text);
        json.WriteEndObject();
    }

    /// <summary>Writes a move as an object.</summary>
    public static void Write(Utf8JsonWriter json, LabelEvent moved)
    {
        json.WriteStartObject();
        json.WriteString("id", moved.Id);
        json.WriteString("prompt", moved.Prompt);
        json.WriteString("label", moved.Label);
        json.WriteString("old", moved.Old);
        json.WriteString("new", moved.New);
        json.WriteString("at", moved.At);
        json.WriteString("author", moved.Author);
        json.WriteString("reason", moved.Reason);
        json.WriteBoolean("rollback", moved.IsRollback);
        json.WriteEndObject();
    }

    /// <summary>Reads a version.</summary>
    internal static RecordedVersion ReadVersion(JsonElement json)
    {
        JsonElement parameters = json.TryGetProperty("parameters", out JsonElement given) ? given.Clone() : default;
        return new RecordedVersion(
            Text(json, "prompt"), Text(json, "hash"), json.GetProperty("number").GetInt32(),
            new PromptVersion(Text(json, "text"), parameters, Text(json, "model")), json.GetProperty("created").GetDateTimeOffset(), Text(json, "author"),
                Text(json, "message"))
        {
            Source = json.TryGetProperty("source", out JsonElement source) ? source.GetString() : null,
        };
    }

    /// <summary>Reads a move.</summary>
    internal static LabelEvent ReadEvent(JsonElement json)
        => new(Text(json, "id"), Text(json, "prompt"), Text(json, "label"), json.GetProperty("old").GetString(), json.GetProperty("new").GetString(),
            json.GetProperty("at").GetDateTimeOffset(), Text(json, "author"), Text(json, "reason"), json.GetProperty("rollback").GetBoolean());

    /// <summary>A time as every store keeps it: universal, in whole microseconds.</summary>
    internal static DateTimeOffset Time(DateTimeOffset time)
        => time.ToUniversalTime() is var at ? at.AddTicks(-(at.Ticks % TimeSpan.TicksPerMicrosecond)) : default;

    private static string Text(JsonElement json, string name) => json.GetProperty(name).GetString() ?? throw new FormatException($"'{name}' is null");
}
