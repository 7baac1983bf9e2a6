using HeedMessage = Heed.Models.Chat.ChatMessage;
using HeedOptions = Heed.Models.Chat.ChatOptions;

namespace Heed.Extensions.AI;

/// <summary>
/// The turns as a play writes them, <c>user: …</c> and <c>assistant: …</c>, a line each: for models that continue texts, and may go on
/// with this one. An answer ends where the next turn of somebody would begin.
/// </summary>
public sealed class Transcript : IConversationFormat
{
    /// <inheritdoc/>
    public string Name => "transcript";

    /// <inheritdoc/>
    public bool AddsSpecialTokens => true;

    /// <inheritdoc/>
    public bool CanBeCut => true;

    /// <inheritdoc/>
    public IReadOnlyList<string> Stops { get; } = ["\nuser:", "\nassistant:", "\nsystem:"];

    /// <inheritdoc/>
    public string Write(IReadOnlyList<HeedMessage> messages, HeedOptions options)
    {
        UnreadFields.Refuse(Name, messages, options);
        return string.Concat(messages.Select(message => $"{message.Role}: {message.Content}\n")) + "assistant:";
    }
}
