namespace Heed.Lens.WholeMap;

/// <summary>A tile of finished attention weights of one head, valid during the call.</summary>
/// <param name="head">Query head.</param>
/// <param name="firstRow">First query row.</param>
/// <param name="rows">Rows.</param>
/// <param name="firstKey">First key.</param>
/// <param name="keys">Keys.</param>
/// <param name="weights">[rows, keys], rows <paramref name="stride"/> floats apart.</param>
/// <param name="stride">Floats from one row to the next.</param>
public readonly unsafe ref struct WeightTile(int head, int firstRow, int rows, int firstKey, int keys, float* weights, int stride)
{
    private readonly float* _weights = weights;

    /// <summary>Query head.</summary>
    public int Head { get; } = head;

    /// <summary>First query row.</summary>
    public int FirstRow { get; } = firstRow;

    /// <summary>Rows.</summary>
    public int Rows { get; } = rows;

    /// <summary>First key.</summary>
    public int FirstKey { get; } = firstKey;

    /// <summary>Keys.</summary>
    public int Keys { get; } = keys;

    /// <summary>[Keys] weights of query <see cref="FirstRow"/> + <paramref name="r"/>; 0 where masked.</summary>
    public ReadOnlySpan<float> Row(int r) => new(_weights + (nint)r * stride, Keys);
}
