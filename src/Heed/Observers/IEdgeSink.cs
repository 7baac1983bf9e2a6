namespace Heed.Observers;

/// <summary>
/// Takes what <see cref="EdgeScores{TSink}"/> says of each edge of a backward pass. Calls for one (batch row, key head) come from one thread, in the same
/// order whatever the threads.
/// </summary>
public unsafe interface IEdgeSink
{
    /// <summary>Refuses a call whose sizes it has no room for; called once, before the kernel.</summary>
    /// <exception cref="ArgumentException">It was made for other sizes.</exception>
    void Check(int batch, int heads, int queryCount, int keyCount);

    /// <summary>Some neighbouring keys of a query. An edge with more than half of the row's weight has effect 0 here and comes to <see cref="Strong"/> at the end.</summary>
    /// <param name="batch">Batch index.</param>
    /// <param name="head">Query head.</param>
    /// <param name="row">Query row.</param>
    /// <param name="firstKey">First key.</param>
    /// <param name="keys">How many.</param>
    /// <param name="weights">A, [keys]; 0 where masked.</param>
    /// <param name="gradients">dT = A·(g·v − g·z), [keys].</param>
    /// <param name="effects">The predicted change of the metric when the edge is cut, [keys].</param>
    /// <param name="delta">g·z of the row.</param>
    void Row(int batch, int head, int row, int firstKey, int keys, float* weights, float* gradients, float* effects, float delta);

    /// <summary>The edge of a query that has more than half of its weight; after all of the head's <see cref="Row"/> calls.</summary>
    void Strong(int batch, int head, int row, int key, float weight, float gradient, float effect, float delta);
}
