namespace Heed.Lens.WholeMap;

/// <summary>mean_h A whole, for texts short enough to be looked at that way.</summary>
internal sealed class HeadMeanMatrix : ITileTaker
{
    private readonly float[][] _sums; // [head][Tq·Tk], since heads come from several threads
    private readonly int _keys;

    private HeadMeanMatrix(KeptAttention attention)
    {
        _keys = attention.Keys;
        _sums = [.. Enumerable.Range(0, attention.Heads).Select(_ => new float[attention.Queries * attention.Keys])];
    }

    /// <summary>[Tq·Tk].</summary>
    public static double[] Of(KeptAttention attention)
    {
        var matrix = new HeadMeanMatrix(attention);
        attention.Visit(matrix);
        return HeadMeanProduct.Mean(matrix._sums, attention.Queries * attention.Keys);
    }

    public void Tile(in WeightTile tile)
    {
        for (int r = 0; r < tile.Rows; r++) tile.Row(r).CopyTo(_sums[tile.Head].AsSpan((tile.FirstRow + r) * _keys + tile.FirstKey));
    }
}
