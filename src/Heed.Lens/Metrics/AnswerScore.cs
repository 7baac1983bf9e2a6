using Heed.Autograd;
using Heed.Models;

namespace Heed.Lens.Metrics;

/// <summary>How likely an answer is where it stands, and the best that could stand there in its place.</summary>
/// <param name="LogProbability">log p(answer), the sum over its tokens, each given those before it; in nats.</param>
/// <param name="Least">
/// The smallest over its tokens of log p(token) − log p(best other token): above 0 greedy decoding gives the answer.
/// </param>
/// <param name="BestOther">The likeliest other token at the answer's first place.</param>
/// <param name="BestOtherLogProbability">Its log-probability, in nats.</param>
public readonly record struct AnswerScore(double LogProbability, double Least, int BestOther, double BestOtherLogProbability)
{
    /// <summary>Measures it in one pass.</summary>
    /// <param name="model">A model with a head over tokens.</param>
    /// <param name="batch">The text, with the answer's tokens but the last where the model continues texts.</param>
    /// <param name="rows">The rows that give the answer's tokens.</param>
    /// <param name="answer">The answer's tokens.</param>
    /// <param name="hook">Stands in the pass; null for nobody.</param>
    /// <param name="alsoRight">Tokens that are no other answer at the first place, as they begin right ones; null for none.</param>
    /// <exception cref="HeedException">A logit is no number.</exception>
    public static AnswerScore Of(
        Transformer model, TokenBatch batch, int[] rows, ReadOnlySpan<int> answer, IHook? hook = null, IReadOnlyCollection<int>? alsoRight = null)
    {
        using var tape = new Tape(recording: false);
        Tensor logits = model.TokenLogits(tape, model.Hidden(tape, batch, hook: hook), rows);
        double sum = 0, least = double.PositiveInfinity;
        (int other, double otherLog) = (-1, double.NegativeInfinity);
        for (int i = 0; i < rows.Length; i++)
        {
            ReadOnlySpan<float> row = logits.Span.Slice(i * logits.Columns, logits.Columns);
            double logSumExp = LogSumExp(row);
            (int best, int rival) = (-1, -1);
            for (int token = 0; token < row.Length; token++)
            {
                if (token == answer[i]) continue;
                if (best < 0 || row[token] > row[best]) best = token;
                if (i == 0 && alsoRight?.Contains(token) != true && (rival < 0 || row[token] > row[rival])) rival = token;
            }
            sum += row[answer[i]] - logSumExp;
            least = Math.Min(least, row[answer[i]] - (double)row[best]);
            if (i == 0 && rival >= 0) (other, otherLog) = (rival, row[rival] - logSumExp);
        }
        return new AnswerScore(sum, least, other, otherLog);
    }

    private static double LogSumExp(ReadOnlySpan<float> row)
    {
        double largest = double.NegativeInfinity, total = 0;
        for (int token = 0; token < row.Length; token++)
        {
            if (!float.IsFinite(row[token]))
                throw new HeedException($"logits: expected numbers; got {row[token]} for token {token}. The model's weights are damaged.");
            largest = Math.Max(largest, row[token]);
        }
        foreach (float logit in row) total += Math.Exp(logit - largest);
        return largest + Math.Log(total);
    }
}
