using System.Text.Json;

namespace Heed.Prompts.Traces;

/// <summary>A note as JSON.</summary>
public static class TraceNoteJson
{
    /// <summary>Writes a note as an object.</summary>
    public static void Write(Utf8JsonWriter json, TraceNote note)
    {
        json.WriteStartObject();
        json.WriteString("id", note.Id);
        json.WriteString("trace", note.TraceId);
        json.WriteString("at", note.At);
        json.WriteString("author", note.Author);
        json.WriteScores("scores", note.Scores);
        json.WriteTexts("tags", note.Tags);
        if (note.Comment.Length > 0) json.WriteString("comment", note.Comment);
        json.WriteEndObject();
    }

    /// <summary>Reads a note.</summary>
    /// <exception cref="HeedException">It is none.</exception>
    public static TraceNote Read(JsonElement json)
    {
        try
        {
            return new TraceNote(json.Text("id")!, json.Text("trace")!, json.GetProperty("at").GetDateTimeOffset(), json.Text("author") ?? "")
            {
                Scores = json.Scores("scores"), Tags = json.Texts("tags"), Comment = json.Text("comment") ?? "",
            };
        }
        catch (Exception error) when (error is KeyNotFoundException or InvalidOperationException or FormatException)
        {
            throw new HeedException($"note: expected an object with id, trace and at; {error.Message}", error);
        }
    }
}
