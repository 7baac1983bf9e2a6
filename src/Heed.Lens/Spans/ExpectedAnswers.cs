using Heed.Lens.Metrics;

namespace Heed.Lens.Spans;

/// <summary>
/// Answers that are right, and those they are held against; of one text after the other, as their tokens may depend on what stands before them.
/// </summary>
public sealed class ExpectedAnswers
{
    private readonly IReadOnlyList<string> _right, _others;
    private readonly int[]? _tokens;

    /// <summary>Answers in words.</summary>
    /// <param name="right">Right ones, of which the likeliest counts.</param>
    /// <param name="others">What they are held against; empty for whatever else the model likes best.</param>
    /// <exception cref="HeedException">There is no right one.</exception>
    public ExpectedAnswers(IReadOnlyList<string> right, IReadOnlyList<string> others)
    {
        if (right.Count == 0) throw new HeedException("value: expected an answer, or several; got an empty list.");
        (_right, _others) = (right, others);
    }

    /// <summary>An answer as the model gave it.</summary>
    /// <param name="tokens">Its tokens.</param>
    /// <param name="others">What it is held against; empty for whatever else the model likes best.</param>
    public ExpectedAnswers(int[] tokens, IReadOnlyList<string> others) => (_right, _others, _tokens) = ([], others, tokens);

    /// <summary>How they do in a text.</summary>
    /// <exception cref="HeedException">An answer is not in the vocabulary, two are the same to the model, or the text is too long for them.</exception>
    public AnswerLead In(AskedText text)
    {
        int[][] right = _tokens is null ? [.. _right.Select(words => text.Answer(words, "value"))] : [_tokens];
        int[][] others = [.. _others.Select(words => text.Answer(words, "other"))];
        Distinct(text, [.. right, .. others], right.Length);
        int[] begins = [.. right.Select(tokens => tokens[0])];
        (int[] tokens, AnswerScore score) = right.Select(one => (one, text.Score(one, begins))).MaxBy(one => one.Item2.LogProbability);
        (string other, double otherLog) = others.Length == 0 ? (text.Show([score.BestOther]), score.BestOtherLogProbability)
            : others.Select(one => (text.Show(one), text.Score(one).LogProbability)).MaxBy(one => one.LogProbability);
        return new AnswerLead(text.Show(tokens), tokens, score.LogProbability, other, otherLog) { Least = score.Least };
    }

    private static void Distinct(AskedText text, int[][] all, int right)
    {
        for (int second = 1; second < all.Length; second++)
            for (int first = 0; first < second; first++)
                if (all[first].AsSpan().SequenceEqual(all[second]))
                    throw new HeedException(second < right || first >= right
                        ? $"{(second < right ? "value" : "other")}: '{text.Show(all[first])}' stands there twice; the answers must differ to the model. "
                            + "Take one out."
                        : $"other: expected another answer than '{text.Show(all[first])}', which is the expected one.");
    }
}
