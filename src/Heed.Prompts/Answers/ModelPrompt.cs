using System.Text.Json;
using Heed.Models;
using Heed.Models.Chat;
using Heed.Models.Tokenizers;

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
        IReadOnlyList<ChatMessage>? messages = Messages(prompt);
        if (chat == true && template is null)
            throw new HeedException($"chat: {model.Name} has no chat template. Leave chat out: messages are then given as plain text.");
        if (template is null || chat == false)
        {
            // Without a template the turns stand below each other, as nothing says how the model would tell them apart.
            string plain = messages is null ? prompt : string.Join('\n', messages.Select(message => message.Content));
            return new ModelPrompt(plain, tokenizer.Encode(plain));
        }
        string written = template.Render(messages ?? [new ChatMessage("user", prompt)], new ChatOptions { AddGenerationPrompt = true });
        return new ModelPrompt(written, tokenizer.Encode(written, false));
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

    private static bool IsMessage(JsonElement json)
        => json.ValueKind == JsonValueKind.Object && json.TryGetProperty("role", out JsonElement role) && role.ValueKind == JsonValueKind.String;
}
