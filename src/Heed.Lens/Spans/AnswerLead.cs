namespace Heed.Lens.Spans;

/// <summary>The likeliest expected answer to a text, and the best other one.</summary>
/// <param name="Answer">Its words.</param>
/// <param name="Tokens">Its tokens.</param>
/// <param name="LogProbability">log p(answer), the sum over its tokens, in nats.</param>
/// <param name="Other">The words of the best other answer; of the token that begins it where none were named.</param>
/// <param name="OtherLogProbability">log p(other), the sum over its tokens; of one token at the answer's first place where none were named.</param>
public sealed record AnswerLead(string Answer, int[] Tokens, double LogProbability, string Other, double OtherLogProbability)
{
    /// <summary>log p(answer) − log p(other), in nats: above 0 the answer leads.</summary>
    public double Margin => LogProbability - OtherLogProbability;

    /// <summary>
    /// The smallest over the answer's tokens of log p(token) − log p(best other token): above 0 greedy decoding gives it.
    /// </summary>
    public required double Least { get; init; }
}
