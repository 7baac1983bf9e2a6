using HeedMessage = Heed.Models.Chat.ChatMessage;
using HeedOptions = Heed.Models.Chat.ChatOptions;

namespace Heed.Extensions.AI;

/// <summary>
/// The contents of all turns, a line each, which the model goes on with: for models that continue texts and know no turns.
/// </summary>
public sealed class PlainText : IConversationFormat
{
    /// <inheritdoc/>
    public string Name => "plain text";

    /// <inheritdoc/>
    public bool AddsSpecialTokens => true;

    /// <inheritdoc/>
    public bool CanBeCut => true;

    /// <inheritdoc/>
    public IReadOnlyList<string> Stops => [];

    /// <inheritdoc/>
    public string Write(IReadOnlyList<HeedMessage> messages, HeedOptions options)
    {
        UnreadFields.Refuse(Name, messages, options);
        return string.Join('\n', messages.Select(message => message.Content));
    }
}
