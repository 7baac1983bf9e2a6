using Heed.Models;

namespace Heed.Lens.Spans;

/// <summary>
/// What the answering tokens give to spans of a text, in every layer and head. Weights are means over the answering tokens and the chosen heads, of the sums
/// over a span's tokens. The sink (tokens the model adds, or the first; Xiao et al. 2024) is apart: it is in no span, and shares are of what is left beside
/// it.
/// </summary>
/// <remarks>
/// Mean of the sums, then one quotient: a head that gives all to the sink counts for nothing rather than for 0. So the shares of spans that cover the text,
/// each token once, add up to 1, and their per-length figures, weighted by length, have the mean 1.
/// </remarks>
public sealed class AnswerAttention
{
    // Below this nothing but the sink is left, and a share of it means nothing.
    private const double LeastRest = 1e-6;

    private readonly double[,,] _weights; // span, layer, head
    private readonly double[,] _rest;
    private readonly double[] _lengths;
    private readonly int _rows;

    private AnswerAttention(int spans, int layers, int heads, int rows)
        => (_weights, _rest, _lengths, _rows) = (new double[spans, layers, heads], new double[layers, heads], new double[spans], rows);

    /// <summary>L.</summary>
    public int Layers => _rest.GetLength(0);

    /// <summary>Hq.</summary>
    public int Heads => _rest.GetLength(1);

    /// <summary>Measures it in one pass.</summary>
    /// <param name="text">The text.</param>
    /// <param name="answer">The answer's tokens, of which each place that gives one looks back.</param>
    /// <param name="spans">Spans of it.</param>
    /// <exception cref="HeedException">A span is nothing but the sink, the answer does not fit the window, or the model is damaged.</exception>
    public static AnswerAttention Of(AskedText text, int[] answer, IReadOnlyList<TokenSpan> spans)
    {
        Blueprint b = text.Model.Transformer.Blueprint;
        int[] rows = text.Rows(answer);
        int[][] tokens = [.. spans.Select(span => span.Tokens.Where(token => !text.Read.IsSink(token)).ToArray())];
        int empty = Array.FindIndex(tokens, one => one.Length == 0);
        if (empty >= 0)
            throw new HeedException(
                $"span: '{spans[empty].Name}' is the first token alone, on which attention is parked whatever it says (the sink). Make the span longer.");
        var seen = new AnswerAttention(spans.Count, b.Layers, b.Heads, rows.Length);
        int sinks = Enumerable.Range(0, text.Read.Length).Count(text.Read.IsSink);
        foreach (int row in rows)
            for (int s = 0; s < tokens.Length; s++)
                seen._lengths[s] += (double)tokens[s].Length / ((text.IsMasked ? text.Read.Length : row + 1) - sinks) / rows.Length;
        AttentionRows.Visit(text.Model.Transformer, text.Batch(answer), rows, (layer, head, _, weights) =>
        {
            for (int token = 0; token < weights.Length; token++)
                if (token >= text.Read.Length || !text.Read.IsSink(token)) seen._rest[layer, head] += weights[token];
            for (int s = 0; s < tokens.Length; s++)
                foreach (int token in tokens[s]) seen._weights[s, layer, head] += weights[token];
        });
        return seen;
    }

    /// <summary>The attention that goes to a span, of all there is, 0 … 1.</summary>
    /// <param name="span">Which.</param>
    /// <param name="layer">One layer; null for the mean of all.</param>
    /// <param name="head">One head; null for the mean of all.</param>
    public double Weight(int span, int? layer = null, int? head = null) => Mean((l, h) => _weights[span, l, h], layer, head);

    /// <summary>What the sink gets, 0 … 1; a sink that is learned and no token counts in.</summary>
    /// <param name="layer">One layer; null for the mean of all.</param>
    /// <param name="head">One head; null for the mean of all.</param>
    public double Sink(int? layer = null, int? head = null) => 1 - Rest(layer, head);

    /// <summary>The span's share of what does not go to the sink, 0 … 1; 0 where nothing is left.</summary>
    /// <param name="span">Which.</param>
    /// <param name="layer">One layer; null for all together.</param>
    /// <param name="head">One head; null for all together.</param>
    public double Share(int span, int? layer = null, int? head = null)
        => Rest(layer, head) is var rest && rest < LeastRest ? 0 : Weight(span, layer, head) / rest;

    /// <summary>The span's share of the tokens that the answering ones see, the sink left out, 0 … 1.</summary>
    public double Length(int span) => _lengths[span];

    /// <summary>The share by the length's share: 1 where the span gets as much as its length, 2 twice that.</summary>
    /// <param name="span">Which.</param>
    /// <param name="layer">One layer; null for all together.</param>
    /// <param name="head">One head; null for all together.</param>
    public double PerLength(int span, int? layer = null, int? head = null) => Share(span, layer, head) / Length(span);

    private double Rest(int? layer, int? head) => Mean((l, h) => _rest[l, h], layer, head);

    private double Mean(Func<int, int, double> value, int? layer, int? head)
    {
        double sum = 0;
        int count = 0;
        for (int l = layer ?? 0; l < (layer + 1 ?? Layers); l++)
            for (int h = head ?? 0; h < (head + 1 ?? Heads); h++, count++) sum += value(l, h);
        return sum / count / _rows;
    }
}
