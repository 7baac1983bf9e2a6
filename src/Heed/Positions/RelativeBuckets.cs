using System.Numerics;

namespace Heed.Positions;

/// <summary>
/// The buckets of T5's relative position bias (Raffel et al. 2020): a bucket each for small distances, buckets that
/// widen with the logarithm of the
/// distance up to a maximum, and the last one for everything beyond.
/// </summary>
/// <remarks>
/// With n buckets of which e = ⌊n/2⌋ are exact, distance t &lt; e has bucket t, any other min(n − 1, e +
/// ⌊ln(t/e)/ln(maxDistance/e)·(n − e)⌋).
/// Bidirectional: each direction has half of the buckets, keys after the query the second half. Otherwise keys
/// after the query share bucket 0.
/// The floor is taken exactly, in whole numbers, where a logarithm in floating point may fall short of a whole number.
/// </remarks>
public sealed class RelativeBuckets
{
    private readonly int _perDirection, _exact;

    /// <summary>The smallest distance of each bucket from e + 1 on.</summary>
    private readonly int[] _starts;

    /// <summary>Prepares the buckets.</summary>
    /// <param name="bidirectional">Whether keys after the query have buckets of their own: encoders.</param>
    /// <param name="buckets">How many: at least 2, or 4 where bidirectional.</param>
    /// <param name="maxDistance">From here on, everything is in the last bucket; above half of a direction's buckets.</param>
    /// <exception cref="ArgumentException">A number is too small.</exception>
    public RelativeBuckets(bool bidirectional = true, int buckets = 32, int maxDistance = 128)
    {
        Argument.AtLeast(bidirectional ? 4 : 2, buckets, nameof(buckets));
        (Bidirectional, Count, MaxDistance) = (bidirectional, buckets, maxDistance);
        _perDirection = bidirectional ? buckets / 2 : buckets;
        _exact = _perDirection / 2;
        Argument.AtLeast(_exact + 1, maxDistance, nameof(maxDistance));
        _starts = new int[_perDirection - _exact - 1];
        for (int i = 0; i < _starts.Length; i++) _starts[i] = Start(i + 1);
    }

    /// <summary>Whether keys after the query have buckets of their own.</summary>
    public bool Bidirectional { get; }

    /// <summary>How many buckets there are.</summary>
    public int Count { get; }

    /// <summary>From here on, everything is in the last bucket of its direction.</summary>
    public int MaxDistance { get; }

    /// <summary>The bucket of a key.</summary>
    /// <param name="relativePosition">The key's position minus the query's.</param>
    /// <returns>0 … <see cref="Count"/> − 1.</returns>
    public int Bucket(int relativePosition)
    {
        bool after = relativePosition > 0;
        if (!Bidirectional) return after ? 0 : OfDistance(-(long)relativePosition);
        return OfDistance(Math.Abs((long)relativePosition)) + (after ? _perDirection : 0);
    }

    /// <summary>The bucket of every query and key.</summary>
    /// <param name="target">[Tq, Tk], written.</param>
    /// <param name="queryCount">Tq.</param>
    /// <param name="keyCount">Tk.</param>
    /// <param name="queryOffset">The position of the first query; the first key is at 0.</param>
    /// <exception cref="ArgumentException">The target's length is off, or a size or the offset is negative.</exception>
    public void Fill(Span<int> target, int queryCount, int keyCount, int queryOffset = 0)
    {
        if (queryCount < 0 || keyCount < 0 || target.Length != (long)queryCount * keyCount)
            throw new ArgumentException($"target: expected [Tq={queryCount}, Tk={keyCount}]; got {target.Length} values.", nameof(target));
        if (queryOffset < 0 || (long)queryOffset + queryCount > int.MaxValue)
            throw new ArgumentException($"queryOffset: expected 0 … {int.MaxValue - queryCount}; got {queryOffset}.", nameof(queryOffset));
        for (int i = 0; i < queryCount; i++)
            for (int j = 0; j < keyCount; j++) target[i * keyCount + j] = Bucket(j - (queryOffset + i));
    }

    private int OfDistance(long distance)
    {
        if (distance < _exact) return (int)distance;
        int low = 0, high = _starts.Length; // the number of starts at or below the distance
        while (low < high)
        {
            int middle = (low + high) / 2;
            if (_starts[middle] <= distance) low = middle + 1;
            else high = middle;
        }
        return _exact + low;
    }

    /// <summary>The smallest t with ln(t/e)/ln(m/e)·(n − e) ≥ k, which is t^(n − e) ≥ m^k·e^(n − e − k).</summary>
    private int Start(int k)
    {
        int widening = _perDirection - _exact;
        BigInteger bound = BigInteger.Pow(MaxDistance, k) * BigInteger.Pow(_exact, widening - k);
        int t = (int)Math.Round(_exact * Math.Pow((double)MaxDistance / _exact, (double)k / widening));
        while (BigInteger.Pow(t, widening) >= bound) t--;
        while (BigInteger.Pow(t, widening) < bound) t++;
        return t;
    }
}
