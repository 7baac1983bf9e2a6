using Heed.Autograd;
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
        (double answer, double least) = Score(model, prompt.Ids, prompt.Answer, hook);
        return prompt.Other is not { } other ? new AnswerMargin(least, answer)
            : new AnswerMargin(answer - Score(model, prompt.Ids, other, hook).LogProbability, answer);
    }

    private static (double LogProbability, double Least) Score(Transformer model, int[] prompt, int[] words, IHook? hook)
    {
        int[] ids = [.. prompt, .. words[..^1]];
        using var tape = new Tape(recording: false);
        int[] rows = [.. Enumerable.Range(prompt.Length - 1, words.Length)];
        Tensor logits = model.TokenLogits(tape, model.Hidden(tape, new TokenBatch(ids), hook: hook), rows);
        double sum = 0, least = double.PositiveInfinity;
        for (int i = 0; i < words.Length; i++)
        {
            ReadOnlySpan<float> row = logits.Span.Slice(i * logits.Columns, logits.Columns);
            double largest = double.NegativeInfinity, best = double.NegativeInfinity, total = 0;
            for (int token = 0; token < row.Length; token++)
            {
                if (!float.IsFinite(row[token])) throw new HeedException($"logits: expected numbers; got {row[token]} for token {token}. The model's "
                    + $"weights are damaged.");
                largest = Math.Max(largest, row[token]);
                if (token != words[i]) best = Math.Max(best, row[token]);
            }
            foreach (float logit in row) total += Math.Exp(logit - largest);
            sum += row[words[i]] - largest - Math.Log(total);
            least = Math.Min(least, row[words[i]] - best);
        }
        return (sum, least);
    }
}
