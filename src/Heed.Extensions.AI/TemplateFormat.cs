using Heed.Models.Chat;
using HeedMessage = Heed.Models.Chat.ChatMessage;
using HeedOptions = Heed.Models.Chat.ChatOptions;

namespace Heed.Extensions.AI;

/// <summary>A model's own chat template.</summary>
/// <param name="template">The template.</param>
public sealed class TemplateFormat(ChatTemplate template) : IConversationFormat
{
    /// <summary>The template.</summary>
    public ChatTemplate Template { get; } = template ?? throw new ArgumentNullException(nameof(template));

    /// <inheritdoc/>
    public string Name => "chat template";

    /// <summary>False: templates write special tokens themselves.</summary>
    public bool AddsSpecialTokens => false;

    /// <summary>False: the beginning opens the conversation, and often holds its instructions.</summary>
    public bool CanBeCut => false;

    /// <inheritdoc/>
    public IReadOnlyList<string> Stops => [];

    /// <inheritdoc/>
    public string Write(IReadOnlyList<HeedMessage> messages, HeedOptions options)
    {
        string text = Template.Render(messages, options);
        // A template says nowhere whether it reads a variable; one that writes the same without tools does not read them.
        if (options.Tools is { Count: > 0 } && text == Template.Render(messages, options with { Tools = null }))
            throw new HeedException(
                "tools: the model's chat template does not take them. Leave them out, or choose a model trained to call tools.");
        return text;
    }
}
