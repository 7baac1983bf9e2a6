using System.Runtime.CompilerServices;
using Heed.Numerics;

namespace Heed;

/// <summary>
/// Asks for rows that will be read next, a few at each of many steps: all at once would fill the queue in which what is needed now waits too.
/// Rows of 16-bit numbers are not asked for.
/// </summary>
internal unsafe struct RowPrefetch
{
    private readonly int _bytes, _stepRows;
    private readonly nint _stride;
    private byte* _at;
    private int _left;

    /// <summary>Begins at a row.</summary>
    /// <param name="view">[B, H, T, D].</param>
    /// <param name="batch">Batch index.</param>
    /// <param name="head">Head.</param>
    /// <param name="first">First row.</param>
    /// <param name="count">Rows.</param>
    /// <param name="steps">Steps in which they are wanted.</param>
    public RowPrefetch(HeadView view, int batch, int head, int first, int count, int steps)
    {
        if (view.Element != ElementType.Float32 || count <= 0) return;
        _at = (byte*)view.Row(batch, head, first);
        (_bytes, _stride, _left) = (view.Width * sizeof(float), view.RowStride * sizeof(float), count);
        _stepRows = (count + steps - 1) / steps;
    }

    /// <summary>Asks for the next few.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Step()
    {
        if (_left == 0) return;
        for (int n = Math.Min(_stepRows, _left); n > 0; n--)
        {
            Prefetch.SecondLevel(_at, _bytes);
            _at += _stride;
            _left--;
        }
    }
}
