using System.Text.Json;
using Heed.Models.Families;

namespace Heed.Models.Chat;

/// <summary>One turn of a conversation, as a model's chat template reads it.</summary>
/// <param name="Role">
/// Who speaks: mostly <c>system</c>, <c>user</c>, <c>assistant</c> or <c>tool</c>; the template decides what it accepts.
/// </param>
/// <param name="Content">What is said; null where the turn has none, such as one with tool calls alone.</param>
public sealed record ChatMessage(string Role, string? Content)
{
    /// <summary>
    /// Further fields, such as <c>tool_calls</c>, <c>name</c> or <c>content</c> in parts: null, truth values, numbers, texts, sequences,
    /// dictionaries with
    /// text keys or <see cref="JsonElement"/>.
    /// </summary>
    public IReadOnlyDictionary<string, object?> Fields { get; init; } = new Dictionary<string, object?>();

    /// <summary>A turn as it is written in JSON, with all its fields.</summary>
    /// <exception cref="HeedException">It is no object, or has no text as <c>role</c>.</exception>
    public static ChatMessage FromJson(JsonElement json)
    {
        if (json.ValueKind != JsonValueKind.Object || !json.TryGetProperty("role", out JsonElement role)
            || !ConfigReader.TryText(role, out string name))
            throw new HeedException("""chat message: expected an object such as {"role": "user", "content": "Hello"}; got """ + $"{json.ValueKind} without a role.");
        string? content = json.TryGetProperty("content", out JsonElement said) && ConfigReader.TryText(said, out string text) ? text : null;
        return new ChatMessage(name, content)
        {
            Fields = json.EnumerateObject().Where(p => p.Name != "role" && (p.Name != "content" || content is null))
                .GroupBy(p => p.Name).ToDictionary(group => group.Key, group => (object?)group.Last().Value.Clone()),
        };
    }

    /// <summary>What the template sees.</summary>
    internal IReadOnlyDictionary<string, object?> Members()
    {
        var members = new OrderedDictionary<string, object?> { ["role"] = Role };
        if (Content is not null) members["content"] = Content;
        foreach ((string name, object? value) in Fields) members[name] = value;
        return members;
    }
}
