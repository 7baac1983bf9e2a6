namespace Heed.Observers;

/// <summary>
/// Watches the tiles of a backward pass: dT = A ⊙ (g·v − g·z), the gradient of the scores just before the softmax, after every
/// change to them. Calls for one
/// (batch row, key head) come from one thread, and in the same order whatever the threads.
/// </summary>
public unsafe interface IGradientObserver
{
    /// <summary>Whether it watches nothing.</summary>
    static abstract bool IsEmpty { get; }

    /// <summary>What it writes from several heads; those then run one after the other.</summary>
    GradientSharing Sharing { get; }

    /// <summary>Refuses a call whose sizes it has no room for; called once, before the kernel.</summary>
    /// <exception cref="ArgumentException">It was made for other sizes.</exception>
    void Check(int batch, int heads, int queryCount, int keyCount);

    /// <summary>One tile of weights and score gradients.</summary>
    /// <param name="batch">Batch index.</param>
    /// <param name="head">Query head.</param>
    /// <param name="firstRow">First query row.</param>
    /// <param name="rows">Rows in the tile.</param>
    /// <param name="firstKey">First key.</param>
    /// <param name="keys">Keys in the tile.</param>
    /// <param name="weights">A, [rows, keys], rows <paramref name="stride"/> floats apart.</param>
    /// <param name="gradients">dT, [rows, keys], same stride.</param>
    /// <param name="stride">Floats from one row to the next.</param>
    /// <param name="deltas">[rows], g·z of each: A·∂m/∂A is dT + A·(g·z).</param>
    void Tile(int batch, int head, int firstRow, int rows, int firstKey, int keys, float* weights, float* gradients, int stride, float* deltas);

    /// <summary>A row is done: every tile of it has been shown.</summary>
    /// <param name="batch">Batch index.</param>
    /// <param name="head">Query head.</param>
    /// <param name="row">Query row.</param>
    /// <param name="delta">g·z: the gradient of the row's output times the output.</param>
    void Finish(int batch, int head, int row, float delta);
}
