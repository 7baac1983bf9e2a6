using System.Text.Json;

namespace Heed.Prompts.Outputs.Results;

/// <summary>Prompts that are JSON text of a list of messages.</summary>
internal static class ChatText
{
    /// <summary>The messages; null where the text is no such list.</summary>
    public static IReadOnlyList<(string Role, string Text)>? Read(string prompt)
    {
        if (!prompt.AsSpan().TrimStart().StartsWith("[")) return null;
        try
        {
            using JsonDocument document = JsonDocument.Parse(prompt);
            var messages = new List<(string, string)>();
            foreach (JsonElement message in document.RootElement.EnumerateArray())
            {
                if (message.ValueKind != JsonValueKind.Object || !message.TryGetProperty("role", out JsonElement role) || role.ValueKind != JsonValueKind.String
                    || !message.TryGetProperty("content", out JsonElement content)) return null;
                messages.Add((role.GetString()!, ShownValue.Of(content)));
            }
            return messages.Count == 0 ? null : messages;
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
