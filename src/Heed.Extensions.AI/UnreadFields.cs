using HeedMessage = Heed.Models.Chat.ChatMessage;
using HeedOptions = Heed.Models.Chat.ChatOptions;

namespace Heed.Extensions.AI;

/// <summary>What formats without a template have no place for.</summary>
internal static class UnreadFields
{
    /// <summary>Refuses it by name.</summary>
    /// <exception cref="HeedException">There are tools, template variables or fields beside the text.</exception>
    public static void Refuse(string format, IReadOnlyList<HeedMessage> messages, HeedOptions options)
    {
        string? what = options.Tools is { Count: > 0 } ? "tools"
            : options.Variables.Count > 0 ? ChatPropertyNames.TemplateVariables
            : messages.SelectMany(message => message.Fields.Keys).FirstOrDefault();
        if (what is not null)
            throw new HeedException(
                $"{what}: the format '{format}' has no place for it; chat templates have. Leave it out, or choose one.");
    }
}
