using Heed.Lens.Metrics;
using Heed.Models;

namespace Heed.Lens.Positions;

/// <summary>How much a decoder prefers the answer after a prompt.</summary>
/// <param name="Value">
/// With another to weigh it against, log p(answer) − log p(other), summed over their tokens. Without, log p(answer's token) − log p(best other
/// token), the smallest
/// over the answer's tokens, each given those before it. In nats; above 0 the answer is right, in the second case what greedy decoding gives.
/// </param>
/// <param name="LogProbability">log p(answer), in nats.</param>
public readonly record struct AnswerMargin(double Value, double LogProbability)
{
    /// <summary>Whether the answer is preferred.</summary>
    public bool IsRight => Value > 0;

    /// <summary>Measures it.</summary>
    /// <param name="model">A decoder.</param>
    /// <param name="prompt">The prompt.</param>
    /// <param name="hook">Stands in the pass that has the answer; where another is given, in its pass as well.</param>
    /// <exception cref="HeedException">A logit is no number.</exception>
    public static AnswerMargin Of(Transformer model, PlacedPrompt prompt, IHook? hook = null)
    {
        AnswerScore answer = Score(model, prompt.Ids, prompt.Answer, hook);
        return prompt.Other is not { } other ? new AnswerMargin(answer.Least, answer.LogProbability)
            : new AnswerMargin(answer.LogProbability - Score(model, prompt.Ids, other, hook).LogProbability, answer.LogProbability);
    }

    private static AnswerScore Score(Transformer model, int[] prompt, int[] words, IHook? hook)
        => AnswerScore.Of(model, new TokenBatch([.. prompt, .. words[..^1]]), [.. Enumerable.Range(prompt.Length - 1, words.Length)], words, hook);
}
