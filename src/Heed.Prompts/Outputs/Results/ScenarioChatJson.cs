using System.Text.Json;
using Heed.Prompts.Runs;

namespace Heed.Prompts.Outputs.Results;

/// <summary>Messages and answers as Microsoft.Extensions.AI has them: a ChatMessage holds contents, each with its <c>$type</c>.</summary>
internal static class ScenarioChatJson
{
    /// <summary>The prompt's messages: its own where it is JSON text of a list of them, else one of the user.</summary>
    public static void WriteMessages(Utf8JsonWriter json, string prompt)
    {
        json.WriteStartArray("messages");
        IReadOnlyList<(string Role, string Text)>? chat = ChatText.Read(prompt);
        foreach ((string role, string text) in chat ?? [("user", prompt)]) WriteMessage(json, role, text);
        json.WriteEndArray();
    }

    public static void WriteResponse(Utf8JsonWriter json, RunRow row)
    {
        json.WriteStartObject("modelResponse");
        json.WriteStartArray("messages");
        if (row.Answer is not null) WriteMessage(json, "assistant", ShownCell.Output(row));
        json.WriteEndArray();
        json.WriteString("modelId", row.Column.Provider.Id);
        json.WriteDefined("finishReason", row.Answer?.FinishReason);
        WriteUsage(json, row);
        json.WriteEndObject();
    }

    /// <summary>Times are seconds.</summary>
    public static void WriteDetails(Utf8JsonWriter json, RunRow row)
    {
        json.WriteStartObject("chatDetails");
        json.WriteStartArray("turnDetails");
        json.WriteStartObject();
        json.WriteFinite("latency", (row.Answer?.LatencyMs ?? row.LatencyMs) / 1000);
        json.WriteString("model", row.Column.Provider.Id);
        WriteUsage(json, row);
        if (row.Answer is { } answer) json.WriteBoolean("cacheHit", answer.Cached);
        json.WriteEndObject();
        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static void WriteUsage(Utf8JsonWriter json, RunRow row)
    {
        if (row.Answer is not { PromptTokens.Count: > 0 } answer) return;
        json.WriteStartObject("usage");
        json.WriteNumber("inputTokenCount", answer.PromptTokens.Count);
        json.WriteNumber("outputTokenCount", answer.Tokens.Count);
        json.WriteNumber("totalTokenCount", answer.PromptTokens.Count + answer.Tokens.Count);
        json.WriteEndObject();
    }

    private static void WriteMessage(Utf8JsonWriter json, string role, string text)
    {
        json.WriteStartObject();
        json.WriteString("role", role);
        json.WriteStartArray("contents");
        json.WriteStartObject();
        json.WriteString("$type", "text");
        json.WriteString("text", text);
        json.WriteEndObject();
        json.WriteEndArray();
        json.WriteEndObject();
    }
}
