using HeedMessage = Heed.Models.Chat.ChatMessage;
using HeedOptions = Heed.Models.Chat.ChatOptions;

namespace Heed.Extensions.AI;

/// <summary>How a conversation becomes the text that a model goes on with. Implementations are safe to call from several threads.</summary>
public interface IConversationFormat
{
    /// <summary>A short readable name, for messages.</summary>
    string Name { get; }

    /// <summary>Whether the tokenizer adds the model's special tokens to the text, rather than the text holding them already.</summary>
    bool AddsSpecialTokens { get; }

    /// <summary>Whether the text's beginning may be cut off where that is asked for: not where it holds what the model must see.</summary>
    bool CanBeCut { get; }

    /// <summary>Texts that end an answer, because another turn begins with them.</summary>
    IReadOnlyList<string> Stops { get; }

    /// <summary>Writes a conversation up to where the answer begins.</summary>
    /// <param name="messages">The turns, oldest first; at least one.</param>
    /// <param name="options">Tools and variables.</param>
    /// <exception cref="HeedException">The format has no way to write the messages.</exception>
    string Write(IReadOnlyList<HeedMessage> messages, HeedOptions options);
}
