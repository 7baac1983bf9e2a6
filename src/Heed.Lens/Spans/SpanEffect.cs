using Heed.Lens.Consequences;
using Heed.Lens.Interventions;

namespace Heed.Lens.Spans;

/// <summary>What the answer's log-probability loses when a span is taken from it.</summary>
/// <param name="Before">log p(answer) of the untouched text, in nats.</param>
/// <param name="After">log p(answer) without the span.</param>
public sealed record SpanEffect(double Before, double After)
{
    /// <summary>What is lost: above 0 the span helps the answer, below 0 it stands in its way.</summary>
    public double Loss => Before - After;

    /// <summary>[L]: what is lost where the span is cut in one layer alone; empty where that was not asked, or has no meaning.</summary>
    public IReadOnlyList<double> Layers { get; private init; } = [];

    /// <summary>All attention to the span from outside of it is cut, <see cref="SpanCut"/>.</summary>
    /// <param name="text">The text.</param>
    /// <param name="answer">The answer's tokens.</param>
    /// <param name="span">The span.</param>
    /// <param name="layers">Whether it is also cut in each layer alone.</param>
    /// <param name="cancellation">Stops between two cuts.</param>
    /// <exception cref="HeedException">The answer does not fit the window, log p is no number, or the text is too long for what is kept of it.</exception>
    /// <exception cref="OperationCanceledException">It was stopped.</exception>
    public static SpanEffect Cut(AskedText text, int[] answer, TokenSpan span, bool layers = false, CancellationToken cancellation = default)
    {
        Models.Blueprint b = text.Model.Transformer.Blueprint;
        IReadOnlyList<string> attentions = AttentionNames.Of(b);
        using var rerun = new Rerun(text.Model.Transformer, text.Run(answer));
        // The first row that could see the span from outside; where there is none, nothing is cut.
        int first = text.IsMasked ? 0 : span.Ranges[0].End;
        if (first > text.Rows(answer)[^1]) return new SpanEffect(rerun.Clean, rerun.Clean) { Layers = layers ? new double[b.Layers] : [] };
        cancellation.ThrowIfCancellationRequested();
        double after = rerun.With(attentions[0], first, SpanCut.Of(b, span.Ranges));
        var alone = new List<double>();
        for (int layer = 0; layers && layer < attentions.Count; layer++)
        {
            cancellation.ThrowIfCancellationRequested();
            alone.Add(rerun.Clean - (double)rerun.With(attentions[layer], first, SpanCut.Of(b, attentions[layer], span.Ranges)));
        }
        return new SpanEffect(rerun.Clean, after) { Layers = alone };
    }

    /// <summary>The span is taken out of the text, which is read anew.</summary>
    /// <param name="text">The text.</param>
    /// <param name="answer">The answer's tokens.</param>
    /// <param name="span">The span's characters.</param>
    /// <exception cref="HeedException">Nothing is left, or a logit is no number.</exception>
    public static SpanEffect Deleted(AskedText text, int[] answer, IReadOnlyList<Range> span)
        => Between(text, text.With(EditedText.Without(text.Read.Text, span)), answer);

    /// <summary>Other words take the span's place, and the text is read anew.</summary>
    /// <param name="text">The text.</param>
    /// <param name="answer">The answer's tokens.</param>
    /// <param name="span">The span's characters.</param>
    /// <param name="words">What stands in the place of each of its parts.</param>
    /// <exception cref="HeedException">The text becomes too long, or a logit is no number.</exception>
    public static SpanEffect Replaced(AskedText text, int[] answer, IReadOnlyList<Range> span, string words)
        => Between(text, text.With(EditedText.Replaced(text.Read.Text, span, words)), answer);

    /// <summary>A full stop takes the place of each token of the span: nothing moves, and nothing is said.</summary>
    /// <param name="text">The text.</param>
    /// <param name="answer">The answer's tokens.</param>
    /// <param name="span">The span.</param>
    /// <exception cref="HeedException">The model has no full stop of one token, the span holds the mask, or a logit is no number.</exception>
    public static SpanEffect Silenced(AskedText text, int[] answer, TokenSpan span)
    {
        if (text.IsMasked && span.Tokens.Contains(text.Query)) throw new HeedException($"span: '{span.Name}' holds the mask where the answer stands; it "
            + "must stay.");
        int[] stop = text.Model.RequireTokenizer().Encode(".", addSpecialTokens: false).Ids;
        if (stop.Length != 1)
            throw new HeedException($"how: {text.Model.Name} has no full stop of one token to put in the span's place. Give the words that stand there "
                + "instead: with: TEXT.");
        return Between(text, text.With(span.Tokens, stop[0]), answer);
    }

    private static SpanEffect Between(AskedText text, AskedText without, int[] answer)
        => new(text.Score(answer).LogProbability, without.Score(answer).LogProbability);
}
