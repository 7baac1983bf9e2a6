using System.Text.Json;
using Heed.Models;
using Heed.Models.Chat;
using Heed.Models.Tokenizers;
using Heed.Prompts.Values;

namespace Heed.Prompts.Answers;

/// <summary>A prompt as a model reads it: plain text, or a conversation in the words of its chat template.</summary>
/// <param name="Text">What is read.</param>
/// <param name="Encoding">Its tokens.</param>
public sealed record ModelPrompt(string Text, Encoding Encoding)
{
    /// <summary>Reads a prompt.</summary>
    /// <param name="model">The model.</param>
    /// <param name="template">Its chat template; null for none.</param>
    /// <param name="prompt">A text, or a JSON list of messages.</param>
    /// <param name="chat">Whether a text is one turn of a conversation; null where the model's having a template decides.</param>
    /// <exception cref="HeedException">It is empty or malformed, or a conversation is wanted and the model has no template.</exception>
    public static ModelPrompt Of(LanguageModel model, ChatTemplate? template, string prompt, bool? chat)
    {
        if (string.IsNullOrWhiteSpace(prompt)) throw new HeedException("prompt: expected some words; it is empty once its variables are put in.");
        Tokenizer tokenizer = model.RequireTokenizer();
        IReadOnlyList<ChatMessage>? messages = Messages(prompt) is { } written ? [.. written.Select(Plain)] : null;
        if (chat == true && template is null)
            throw new HeedException($"chat: {model.Name} has no chat template. Leave chat out: messages are then given as plain text.");
        if (template is null || chat == false)
        {
            // Without a template the turns stand below each other, as nothing says how the model would tell them apart.
            string plain = messages is null ? prompt : string.Join('\n', messages.Select(message => message.Content));
            return new ModelPrompt(plain, tokenizer.Encode(plain));
        }
        string rendered = template.Render(messages ?? [new ChatMessage("user", prompt)], new ChatOptions { AddGenerationPrompt = true });
        return new ModelPrompt(rendered, tokenizer.Encode(rendered, false));
    }

    /// <summary>The messages of a prompt that is a JSON list of them; null for any other text.</summary>
    public static IReadOnlyList<ChatMessage>? Messages(string prompt)
    {
        if (!prompt.AsSpan().TrimStart().StartsWith("[")) return null;
        try
        {
            using JsonDocument json = JsonDocument.Parse(prompt);
            return json.RootElement.GetArrayLength() > 0 && json.RootElement.EnumerateArray().All(IsMessage)
                ? [.. json.RootElement.EnumerateArray().Select(ChatMessage.FromJson)] : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    /// <summary>What a message says: its content, or the texts of its parts, a line each; null for none.</summary>
    public static string? TextOf(ChatMessage message)
        => message.Content ?? (Parts(message) is { Count: > 0 } parts && parts.All(part => part is not null) ? string.Join('\n', parts) : null);

    // What a model of this machine reads of a message: words. A turn that calls tools may have none.
    private static ChatMessage Plain(ChatMessage message, int index)
    {
        if (message.Content is not null) return message;
        if (TextOf(message) is { } text)
            return message with { Content = text, Fields = message.Fields.Where(field => field.Key != "content").ToDictionary(field => field.Key, field => field.Value) };
        if (message.Fields.ContainsKey("tool_calls")) return message;
        string place = $"prompt: message {index + 1} ({message.Role}): expected a text as content, or a list of {{\"type\": \"text\", \"text\": …}}; got ";
        JsonElement said = Content(message);
        if (said.ValueKind == JsonValueKind.Array && said.EnumerateArray().FirstOrDefault(part => TextOf(part) is null) is { ValueKind: JsonValueKind.Object } other)
            throw new HeedException($"{place}a part of type {(other.TryGetProperty("type", out JsonElement type) ? type : "nothing")}. Models of this machine read text alone.")
            {
                IsUnsupported = true,
            };
        throw new HeedException($"{place}{JsonText.Kind(said)}.");
    }

    private static JsonElement Content(ChatMessage message) => message.Fields.GetValueOrDefault("content") is JsonElement json ? json : default;

    private static IReadOnlyList<string?> Parts(ChatMessage message)
        => Content(message) is { ValueKind: JsonValueKind.Array } list ? [.. list.EnumerateArray().Select(TextOf)] : [];

    private static string? TextOf(JsonElement part)
        => part.ValueKind == JsonValueKind.String ? part.GetString()
            : part.ValueKind == JsonValueKind.Object && part.TryGetProperty("type", out JsonElement type) && type.ValueEquals("text")
                && part.TryGetProperty("text", out JsonElement text) && text.ValueKind == JsonValueKind.String ? text.GetString() : null;

    private static bool IsMessage(JsonElement json)
        => json.ValueKind == JsonValueKind.Object && json.TryGetProperty("role", out JsonElement role) && role.ValueKind == JsonValueKind.String;
}
