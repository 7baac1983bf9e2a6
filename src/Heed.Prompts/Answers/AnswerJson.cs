using System.Text.Json;
using Heed.Models.Chat;
using Heed.Prompts.Runs;
using Heed.Prompts.Values;

namespace Heed.Prompts.Answers;

/// <summary>Answers as JSON, and what is made of them.</summary>
internal static class AnswerJson
{
    /// <summary>An answer as it is kept; times included.</summary>
    public static JsonElement Write(Answer answer) => JsonText.Build(writer => JsonSerializer.Serialize(writer, answer, AnswerJsonContext.Default.Answer));

    /// <summary>An answer that was kept; null where it is none.</summary>
    public static Answer? Read(JsonElement json)
    {
        if (json.ValueKind != JsonValueKind.Object) return null;
        try
        {
            return json.Deserialize(AnswerJsonContext.Default.Answer);
        }
        catch (JsonException)
        {
            return null;
        }
    }

    /// <summary>Values as a list.</summary>
    public static JsonElement List(IEnumerable<JsonElement> items) => JsonText.Build(writer =>
    {
        writer.WriteStartArray();
        foreach (JsonElement item in items) item.WriteTo(writer);
        writer.WriteEndArray();
    });

    /// <summary>A row as a turn of <c>_conversation</c>: what was asked, the last message of it, and what came.</summary>
    public static JsonElement Turn(RunRow row) => JsonText.Build(writer =>
    {
        writer.WriteStartObject();
        writer.WritePropertyName("prompt");
        IReadOnlyList<ChatMessage>? messages = ModelPrompt.Messages(row.Prompt);
        if (messages is null) writer.WriteStringValue(row.Prompt);
        else
        {
            using JsonDocument json = JsonDocument.Parse(row.Prompt);
            json.RootElement.WriteTo(writer);
        }
        writer.WriteString("input", messages is null ? row.Prompt : ModelPrompt.TextOf(messages[^1]));
        writer.WritePropertyName("output");
        row.Output.WriteTo(writer);
        writer.WriteEndObject();
    });
}
