using Heed.Models;

namespace Heed.Lens.WholeMap;

/// <summary>
/// One row of a product of layers, carried from the top layer down: a vector over the tokens of the stack, and behind cross-attention a second one over the
/// tokens of the source. A row needs no matrix.
/// </summary>
internal sealed class MapWalk
{
    private readonly bool _encoderAlone;

    /// <summary>Starts at a query of the last layer.</summary>
    public MapWalk(Transformer model, TokenBatch batch, int row, MapStack stack)
    {
        _encoderAlone = stack == MapStack.Encoder;
        Tokens = new double[MapInput.Check(model, batch, row, stack).Length];
        Tokens[row] = 1;
        if (model.Blueprint.HasEncoder && !_encoderAlone) Source = new double[batch.Source!.Length];
    }

    public double[] Tokens { get; }

    public double[]? Source { get; }

    public MapRow Result(string what)
    {
        MapInput.RequireFinite(Tokens, what);
        MapInput.RequireFinite(Source, what);
        return new MapRow(Tokens, Source);
    }

    /// <summary>The vector that meets the queries of an attention; null where it does not matter to this walk.</summary>
    public double[]? Queries(string site) => MapInput.IsEncoder(site) ? _encoderAlone ? Tokens : Source : _encoderAlone ? null : Tokens;

    /// <summary>The vector that its keys give to.</summary>
    public double[]? Keys(string site) => MapInput.IsCross(site) ? Source : Queries(site);
}
