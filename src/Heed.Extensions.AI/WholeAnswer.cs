using System.Text;
using Microsoft.Extensions.AI;

namespace Heed.Extensions.AI;

/// <summary>The updates of an answer as one response: text, usage and log-probabilities of all of them.</summary>
internal static class WholeAnswer
{
    /// <summary>Runs to the end of the answer.</summary>
    public static ChatResponse Of(IEnumerable<ChatResponseUpdate> updates)
    {
        var text = new StringBuilder();
        List<TokenLogProbability>? tokens = null;
        ChatResponseUpdate? last = null;
        foreach (ChatResponseUpdate update in updates)
        {
            text.Append(update.Text);
            if (update.AdditionalProperties is { } properties)
                (tokens ??= []).AddRange((IReadOnlyList<TokenLogProbability>)properties[ChatPropertyNames.LogProbabilities]!);
            last = update;
        }
        return new ChatResponse(
            new ChatMessage(ChatRole.Assistant, text.ToString()) { MessageId = last!.MessageId, CreatedAt = last.CreatedAt })
        {
            ResponseId = last.ResponseId,
            ModelId = last.ModelId,
            CreatedAt = last.CreatedAt,
            FinishReason = last.FinishReason,
            Usage = last.Contents.OfType<UsageContent>().Single().Details,
            AdditionalProperties = tokens is null ? null : new AdditionalPropertiesDictionary
                { [ChatPropertyNames.LogProbabilities] = tokens },
        };
    }
}
