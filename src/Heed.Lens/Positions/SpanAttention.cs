namespace Heed.Lens.Positions;

/// <summary>What the last token of a prompt gives to the span, in every layer and head.</summary>
/// <param name="layers">L.</param>
/// <param name="heads">Hq.</param>
public sealed class SpanAttention(int layers, int heads)
{
    // Below this nothing but the sink is left, and a share of it means nothing.
    private const double LeastRest = 1e-6;

    private readonly double[,] _span = new double[layers, heads], _sink = new double[layers, heads];

    /// <summary>L.</summary>
    public int Layers => layers;

    /// <summary>Hq.</summary>
    public int Heads => heads;

    /// <summary>The span's share of what a head gives to tokens that are no sink, 0 … 1; 0 where the sink gets all.</summary>
    public double Share(int layer, int head) => 1 - _sink[layer, head] < LeastRest ? 0 : Math.Min(1, _span[layer, head] / (1 - _sink[layer, head]));

    /// <summary>What a head gives to the sink, 0 … 1.</summary>
    public double Sink(int layer, int head) => _sink[layer, head];

    internal void Set(int layer, int head, double span, double sink) => (_span[layer, head], _sink[layer, head]) = (span, sink);
}
