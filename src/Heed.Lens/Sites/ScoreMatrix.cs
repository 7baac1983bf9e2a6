using Heed.Observers;

namespace Heed.Lens.Sites;

/// <summary>The scores of a whole call just before the softmax, for texts short enough to look at every number.</summary>
/// <param name="scores">[B, Hq, Tq, Tk], filled with −∞ by the caller: what no tile reaches is masked.</param>
/// <param name="heads">Hq.</param>
/// <param name="queries">Tq.</param>
/// <param name="keys">Tk.</param>
internal readonly unsafe struct ScoreMatrix(float* scores, int heads, int queries, int keys) : IObserver
{
    private const float Ln2 = 0.6931471805599453f;

    private readonly float* _scores = scores;

    public static bool IsEmpty => false;

    public static bool SeesWeights => false;

    public void Check(int batch, int headCount, int queryCount, int keyCount)
    {
        if (headCount != heads || queryCount != queries || keyCount != keys)
            throw new ArgumentException($"score matrix: expected [{batch}, {headCount}, {queryCount}, {keyCount}]; got [{batch}, {heads}, {queries}, {keys}].", "observer");
    }

    public void Tile(int batch, int head, int firstRow, int rows, int firstKey, int count, float* tile, int stride)
    {
        for (int r = 0; r < rows; r++)
        {
            float* target = _scores + (((nint)batch * heads + head) * queries + firstRow + r) * keys + firstKey;
            for (int c = 0; c < count; c++) target[c] = tile[(nint)r * stride + c] * Ln2;
        }
    }

    void IObserver.Weights<TLane, TVector>(int batch, int head, int row, int firstKey, int count, float* weights, float largest, float shrink, float sum, float scoreSum) { }

    public void Finish(int batch, int head, int row, float logSumExp2) { }
}
