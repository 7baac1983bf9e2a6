namespace Heed.Extensions.AI;

/// <summary>The names Heed knows in <c>AdditionalProperties</c>. Others are refused.</summary>
public static class ChatPropertyNames
{
    /// <summary>
    /// Of options, a truth value: whether log-probabilities are wanted. Of responses and updates, they:
    /// an <c>IReadOnlyList&lt;<see cref="TokenLogProbability"/>&gt;</c>, a token each, without the one that ends the text.
    /// </summary>
    public const string LogProbabilities = "logprobs";

    /// <summary>Of options, a number: only tokens with at least this share of the likeliest one's probability are drawn.</summary>
    public const string MinP = "min_p";

    /// <summary>Of options, a number above 0: makes tokens that are in the text already less likely; 1 does not.</summary>
    public const string RepetitionPenalty = "repetition_penalty";

    /// <summary>Of options, a dictionary with text keys: further variables of the chat template, such as <c>enable_thinking</c>.</summary>
    public const string TemplateVariables = "chat_template_kwargs";

    /// <summary>What options may hold.</summary>
    internal static IReadOnlyList<string> Asked { get; } = [LogProbabilities, MinP, RepetitionPenalty, TemplateVariables];
}
