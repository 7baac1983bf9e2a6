using System.Numerics.Tensors;
using Heed.Observers;

namespace Heed.Lens;

/// <summary>Of every query the strongest key that is neither itself nor a sink, and what goes to the sinks.</summary>
internal readonly struct StrongestOfRows : IWeightVisitor
{
    private readonly int _heads, _length;
    private readonly int[] _sinks;

    /// <summary>Makes room.</summary>
    /// <param name="heads">Hq.</param>
    /// <param name="length">Tq = Tk.</param>
    /// <param name="sinks">Keys that are sinks, ascending.</param>
    public StrongestOfRows(int heads, int length, int[] sinks)
        => (_heads, _length, _sinks, Weights, Sinks, Keys) = (heads, length, sinks, new float[heads * length], new float[heads * length],
            new int[heads * length]);

    /// <summary>[Hq, Tq]: the strongest weight.</summary>
    public float[] Weights { get; }

    /// <summary>[Hq, Tq]: what goes to the sinks.</summary>
    public float[] Sinks { get; }

    /// <summary>[Hq, Tq]: the strongest key; without meaning where the weight is 0.</summary>
    public int[] Keys { get; }

    /// <inheritdoc/>
    public void Check(int batch, int heads, int queryCount, int keyCount)
    {
        if (batch != 1 || heads != _heads || queryCount != _length || keyCount != _length)
            throw new ArgumentException($"strongest of rows: expected B=1, Hq={_heads}, Tq=Tk={_length}; got {batch}, {heads}, {queryCount}, {keyCount}.",
                "visitor");
    }

    /// <inheritdoc/>
    public unsafe void Tile(int batch, int head, int firstRow, int rows, int firstKey, int keys, float* weights, int stride)
    {
        int end = Math.Min(firstKey + keys, _length), from = LowerBound(firstKey), to = LowerBound(end);
        for (int r = 0; r < rows; r++)
        {
            int query = firstRow + r, place = head * _length + query, start = firstKey;
            var row = new ReadOnlySpan<float>(weights + (nint)r * stride, end - firstKey);
            // The stretches between sinks, and these cut at the query itself.
            for (int s = from; s <= to; s++)
            {
                int stop = s < to ? _sinks[s] : end;
                if (start <= query && query < stop)
                {
                    Offer(place, row[(start - firstKey)..(query - firstKey)], start);
                    start = query + 1;
                }
                if (start < stop) Offer(place, row[(start - firstKey)..(stop - firstKey)], start);
                if (s < to) Sinks[place] += row[stop - firstKey];
                start = stop + 1;
            }
        }
    }

    private void Offer(int place, ReadOnlySpan<float> weights, int firstKey)
    {
        int best = TensorPrimitives.IndexOfMax(weights); // −1 for none
        if (best >= 0 && weights[best] > Weights[place]) (Weights[place], Keys[place]) = (Math.Min(1, weights[best]), firstKey + best);
    }

    private int LowerBound(int key)
    {
        int at = Array.BinarySearch(_sinks, key);
        return at < 0 ? ~at : at;
    }
}
