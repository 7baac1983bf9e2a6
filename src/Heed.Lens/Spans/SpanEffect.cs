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
}
