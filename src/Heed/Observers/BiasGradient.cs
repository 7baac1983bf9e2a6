using Heed.Scores;

namespace Heed.Observers;

/// <summary>Adds up the gradient of an <see cref="AdditiveBias"/>: Σ dT over the axes along which the bias is broadcast.</summary>
/// <param name="gradient">As the bias: [B or 1, Hq or 1, Tq or 1, Tk or 1], added to.</param>
/// <remarks>
/// Where batch rows share the bias they run one after the other, so that sums do not depend on the threads; where
/// heads share it, all of them do.
/// Right only where nothing but sums follows the bias: the order soft cap, then bias.
/// </remarks>
public readonly unsafe struct BiasGradient(BiasView gradient) : IGradientObserver
{
    /// <inheritdoc/>
    public static bool IsEmpty => false;

    /// <inheritdoc/>
    public GradientSharing Sharing
        => gradient.Heads == 1 ? GradientSharing.AcrossAll : gradient.Batch == 1 ? GradientSharing.AcrossBatch : GradientSharing.None;

    /// <inheritdoc/>
    public void Check(int batch, int heads, int queryCount, int keyCount)
        => gradient.Check("bias gradient", "observer", batch, heads, queryCount, keyCount);

    /// <inheritdoc/>
    public void Tile(int batch, int head, int firstRow, int rows, int firstKey, int keys, float* weights, float* gradients, int stride, float* deltas)
    {
        for (int r = 0; r < rows; r++)
        {
            float* target = gradient.Row(batch, head, firstRow + r), source = gradients + (nint)r * stride;
            if (gradient.Keys == 1)
            {
                float sum = 0;
                for (int c = 0; c < keys; c++) sum += source[c];
                *target += sum;
            }
            else
            {
                for (int c = 0; c < keys; c++) target[firstKey + c] += source[c];
            }
        }
    }

    /// <inheritdoc/>
    public void Finish(int batch, int head, int row, float delta) { }
}
