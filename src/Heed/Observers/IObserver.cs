using Heed.Numerics;

namespace Heed.Observers;

/// <summary>
/// Watches the tiles of a forward pass go by. A small struct the kernel is compiled for; several threads call it at once, but the calls for
/// one (batch, head, row) come from one thread, tiles in ascending order of keys, then <see cref="Finish"/>.
/// </summary>
public unsafe interface IObserver
{
    /// <summary>Whether it watches nothing: the kernel then leaves every call out.</summary>
    static abstract bool IsEmpty { get; }

    /// <summary>Checks that the observer has room for a call of these sizes, before anything is written.</summary>
    /// <param name="batch">B.</param>
    /// <param name="heads">Hq.</param>
    /// <param name="queryCount">Tq.</param>
    /// <param name="keyCount">Tk.</param>
    /// <exception cref="ArgumentException">It was made for other sizes.</exception>
    void Check(int batch, int heads, int queryCount, int keyCount);

    /// <summary>The scores of a tile just before the softmax, in base 2 (natural score / ln 2), −∞ where masked.</summary>
    /// <param name="batch">Batch index.</param>
    /// <param name="head">Query head.</param>
    /// <param name="firstRow">First query row.</param>
    /// <param name="rows">Rows in the tile.</param>
    /// <param name="firstKey">First key.</param>
    /// <param name="keys">Keys in the tile.</param>
    /// <param name="scores">[rows, keys], rows <paramref name="stride"/> floats apart. Not to be changed.</param>
    /// <param name="stride">Floats from one row to the next.</param>
    void Tile(int batch, int head, int firstRow, int rows, int firstKey, int keys, float* scores, int stride);

    /// <summary>Whether <see cref="Weights"/> is called; it costs one more sum beside the softmax.</summary>
    static abstract bool SeesWeights { get; }

    /// <summary>One row of a tile after the softmax: weights not yet divided by their sum, relative to the row's
    /// largest score so far.</summary>
    /// <param name="batch">Batch index.</param>
    /// <param name="head">Query head.</param>
    /// <param name="row">Query row.</param>
    /// <param name="firstKey">First key, a multiple of 64.</param>
    /// <param name="keys">Keys in the tile.</param>
    /// <param name="weights">[keys], p = 2^(score − largest), before dropout; 0 where masked, and to the next multiple of 64.</param>
    /// <param name="largest">The row's largest score so far, this tile included, in base 2.</param>
    /// <param name="shrink">What the row's earlier weights shrink by, 2^(largest before − largest): 1 where this tile has no larger score,
    /// 0 in the row's first tile.</param>
    /// <param name="sum">Σ p over the tile.</param>
    /// <param name="scoreSum">Σ p·log₂ p over the tile.</param>
    void Weights<TLane, TVector>(
        int batch, int head, int row, int firstKey, int keys, float* weights, float largest, float shrink, float sum, float scoreSum)
        where TLane : struct, ILane<TVector> where TVector : struct;

    /// <summary>A row is done; keys in no tile were masked.</summary>
    /// <param name="batch">Batch index.</param>
    /// <param name="head">Query head.</param>
    /// <param name="row">Query row.</param>
    /// <param name="logSumExp2">log₂ Σ 2^score, −∞ for a row without keys: the weight of a key is 2^(score − this).</param>
    void Finish(int batch, int head, int row, float logSumExp2);
}
