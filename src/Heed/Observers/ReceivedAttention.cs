using System.Runtime.CompilerServices;
using Heed.Numerics;

namespace Heed.Observers;

/// <summary>How much attention each key receives: Σ over queries of A.</summary>
public readonly unsafe struct ReceivedAttention : IWeightVisitor
{
    private readonly float[] _totals;
    private readonly int _batch, _heads, _keys;

    /// <summary>Makes room for every key.</summary>
    /// <param name="batch">B.</param>
    /// <param name="heads">Hq.</param>
    /// <param name="keyCount">Tk.</param>
    /// <exception cref="ArgumentException">A size is negative or too large.</exception>
    public ReceivedAttention(int batch, int heads, int keyCount)
    {
        (_heads, _keys) = (heads, keyCount);
        _batch = batch;
        _totals = new float[Argument.Elements((batch, nameof(batch)), (heads, nameof(heads)), (keyCount, nameof(keyCount)))];
    }

    /// <summary>[B, Hq, Tk].</summary>
    public ReadOnlySpan<float> Totals => _totals;

    /// <inheritdoc/>
    public void Check(int batch, int heads, int queryCount, int keyCount)
    {
        if (batch != _batch || heads != _heads || keyCount != _keys)
            throw new ArgumentException(
                $"received attention: expected room for B={batch}, Hq={heads}, Tk={keyCount}; got {_batch}, {_heads}, {_keys}.", "visitor");
    }

    /// <inheritdoc/>
    public void Tile(int batch, int head, int firstRow, int rows, int firstKey, int keys, float* weights, int stride)
    {
        fixed (float* totals = &_totals[(batch * _heads + head) * _keys + firstKey])
        {
            var kernel = new ColumnTotals { Totals = totals, Weights = weights, Stride = stride, Rows = rows, Keys = keys };
            Lanes.Run(ref kernel);
        }
    }

    private struct ColumnTotals : ILaneKernel
    {
        public float* Totals, Weights;
        public int Stride, Rows, Keys;

        [MethodImpl(MethodImplOptions.AggressiveOptimization)]
        public readonly void Run<TLane, TVector>() where TLane : struct, ILane<TVector> where TVector : struct
        {
            int w = TLane.Width, c = 0;
            for (; c + 4 * w <= Keys; c += 4 * w)
            {
                float* totals = Totals + c, row = Weights + c;
                TVector a = TLane.Load(totals), b = TLane.Load(totals + w), d = TLane.Load(totals + 2 * w), e = TLane.Load(totals + 3 * w);
                for (int r = 0; r < Rows; r++, row += Stride)
                {
                    a = TLane.Add(a, TLane.Load(row));
                    b = TLane.Add(b, TLane.Load(row + w));
                    d = TLane.Add(d, TLane.Load(row + 2 * w));
                    e = TLane.Add(e, TLane.Load(row + 3 * w));
                }
                TLane.Store(a, totals);
                TLane.Store(b, totals + w);
                TLane.Store(d, totals + 2 * w);
                TLane.Store(e, totals + 3 * w);
            }
            for (; c < Keys; c++)
                for (int r = 0; r < Rows; r++) Totals[c] += Weights[(nint)r * Stride + c];
        }
    }
}
