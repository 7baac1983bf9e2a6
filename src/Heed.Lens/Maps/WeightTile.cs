namespace Heed.Lens.Maps;

/// <summary>The exact weights of a rectangle of queries and keys of one head.</summary>
/// <param name="Head">Query head.</param>
/// <param name="FirstRow">First query.</param>
/// <param name="FirstKey">First key.</param>
/// <param name="Rows">Queries.</param>
/// <param name="Keys">Keys.</param>
/// <param name="Weights">[Rows, Keys]: A_ij; 0 where masked.</param>
public sealed record WeightTile(int Head, int FirstRow, int FirstKey, int Rows, int Keys, float[] Weights)
{
    /// <summary>The weight of a query and a key, counted from the tile's first.</summary>
    public float this[int row, int key] => Weights[row * Keys + key];
}
