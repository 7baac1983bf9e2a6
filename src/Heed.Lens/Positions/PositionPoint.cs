namespace Heed.Lens.Positions;

/// <summary>What was measured with the span at one place.</summary>
public sealed record PositionPoint
{
    /// <summary>Passages, or tokens asked for.</summary>
    public required int Size { get; init; }

    /// <summary>The place among the passages, or the depth in percent.</summary>
    public required double Place { get; init; }

    /// <summary>Tokens of the prompt, the mean over the samples.</summary>
    public required double Tokens { get; init; }

    /// <summary>The first token of the span, the mean over the samples.</summary>
    public required double SpanStart { get; init; }

    /// <summary>Samples.</summary>
    public required int Samples { get; init; }

    /// <summary>Share of right answers.</summary>
    public required double Right { get; init; }

    /// <summary>See <see cref="AnswerMargin"/>.</summary>
    public required MeanAndError Margin { get; init; }

    /// <summary>The margin with every edge from later tokens to the span cut, minus the margin: far below 0 where the answer hangs on the span.</summary>
    public required MeanAndError Effect { get; init; }

    /// <summary>The span's share of the last token's attention, sink left out: the mean over the samples, [layers][heads].</summary>
    public required IReadOnlyList<IReadOnlyList<double>> Attention { get; init; }

    /// <summary>The sink's share, [layers][heads].</summary>
    public required IReadOnlyList<IReadOnlyList<double>> Sink { get; init; }

    /// <summary>The mean over all layers and heads of what the sink gets.</summary>
    public double MeanSink => Sink.Average(layer => layer.Average());

    /// <summary>The span's share in a layer, the mean over its heads.</summary>
    public double LayerAttention(int layer) => Attention[layer].Average();

    /// <summary>The head that gives the span most.</summary>
    public (int Layer, int Head, double Share) LargestHead
    {
        get
        {
            (int Layer, int Head, double Share) best = (0, 0, double.NegativeInfinity);
            for (int layer = 0; layer < Attention.Count; layer++)
                for (int head = 0; head < Attention[layer].Count; head++)
                    if (Attention[layer][head] > best.Share) best = (layer, head, Attention[layer][head]);
            return best;
        }
    }
}
