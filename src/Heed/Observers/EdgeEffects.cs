namespace Heed.Observers;

/// <summary>
/// What cutting each edge would do to the metric, from one backward pass: removing key j from query i and renormalising moves z_i by
/// A/(1−A)·(z_i − v_j), so the
/// metric moves by −dT_ij / (1 − A_ij), exactly through this softmax and to first order after it. Kept as the strongest edges of each
/// query and as sums for each key.
/// </summary>
/// <remarks>
/// Where a key has more than half of a row's weight the quotient cancels: since Σ_j dT = 0, its effect is taken from the other keys,
/// Σ_{k≠j} dT / Σ_{k≠j} A. Where it
/// has all of it the row is left with nothing and z becomes 0: the effect is −g·z. Not meant for calls with sinks, whose
/// share these sums do not see.
/// </remarks>
public readonly unsafe struct EdgeEffects : IGradientObserver
{
    private readonly float[] _effects, _keyEffects, _otherWeights, _otherGradients;
    private readonly int[] _keys, _strongest;
    private readonly int _count, _batch, _heads, _queries, _keyCount;

    /// <summary>Makes room.</summary>
    /// <param name="count">K, edges kept a query.</param>
    /// <param name="batch">B.</param>
    /// <param name="heads">Hq.</param>
    /// <param name="queryCount">Tq.</param>
    /// <param name="keyCount">Tk.</param>
    /// <exception cref="ArgumentException">K is below 1, or a size is negative or too large.</exception>
    public EdgeEffects(int count, int batch, int heads, int queryCount, int keyCount)
    {
        Argument.AtLeast(1, count, nameof(count));
        (_count, _batch, _heads, _queries, _keyCount) = (count, batch, heads, queryCount, keyCount);
        int rows = Argument.Elements((batch, nameof(batch)), (heads, nameof(heads)), (queryCount, nameof(queryCount)));
        int edges = Argument.Elements((rows, nameof(queryCount)), (count, nameof(count)));
        (_effects, _keys) = (new float[edges], new int[edges]);
        (_strongest, _otherWeights, _otherGradients) = (new int[rows], new float[rows], new float[rows]);
        _keyEffects = new float[Argument.Elements((batch, nameof(batch)), (heads, nameof(heads)), (keyCount, nameof(keyCount)))];
        Array.Fill(_keys, -1);
        Array.Fill(_strongest, -1);
    }

    /// <inheritdoc/>
    public static bool IsEmpty => false;

    /// <inheritdoc/>
    public GradientSharing Sharing => GradientSharing.None;

    /// <summary>[B, Hq, Tq, K]: the predicted change of the metric when the edge is cut, largest magnitude first.</summary>
    public ReadOnlySpan<float> Effects => _effects;

    /// <summary>[B, Hq, Tq, K]: the keys of <see cref="Effects"/>; −1 where a row has fewer.</summary>
    public ReadOnlySpan<int> Keys => _keys;

    /// <summary>[B, Hq, Tk]: Σ over queries of the effects of cutting the edges to a key.</summary>
    public ReadOnlySpan<float> KeyEffects => _keyEffects;

    /// <inheritdoc/>
    public void Check(int batch, int heads, int queryCount, int keyCount)
    {
        if (batch != _batch || heads != _heads || queryCount != _queries || keyCount != _keyCount)
            throw new ArgumentException(
                $"edge effects: expected room for B={batch}, Hq={heads}, Tq={queryCount}, Tk={keyCount}; "
                + $"got {_batch}, {_heads}, {_queries}, {_keyCount}.", "observer");
    }

    /// <inheritdoc/>
    public void Tile(int batch, int head, int firstRow, int rows, int firstKey, int keys, float* weights, float* gradients, int stride)
    {
        Span<float> keyEffects = _keyEffects.AsSpan((batch * _heads + head) * _keyCount + firstKey, keys);
        for (int r = 0; r < rows; r++)
        {
            int row = Row(batch, head, firstRow + r);
            float* a = weights + (nint)r * stride, dT = gradients + (nint)r * stride;
            float otherWeights = 0f, otherGradients = 0f;
            for (int c = 0; c < keys; c++)
            {
                if (a[c] == 0f) continue;
                if (a[c] > 0.5f)
                {
                    _strongest[row] = firstKey + c;
                    continue;
                }
                otherWeights += a[c];
                otherGradients += dT[c];
                float effect = -dT[c] / (1f - a[c]);
                keyEffects[c] += effect;
                Keep(row, firstKey + c, effect);
            }
            _otherWeights[row] += otherWeights;
            _otherGradients[row] += otherGradients;
        }
    }

    /// <inheritdoc/>
    public void Finish(int batch, int head, int row, float delta)
    {
        int at = Row(batch, head, row), key = _strongest[at];
        if (key < 0) return;
        float effect = _otherWeights[at] > 0f ? _otherGradients[at] / _otherWeights[at] : -delta;
        _keyEffects[(batch * _heads + head) * _keyCount + key] += effect;
        Keep(at, key, effect);
    }

    private int Row(int batch, int head, int row) => (batch * _heads + head) * _queries + row;

    private void Keep(int row, int key, float effect)
    {
        Span<float> kept = _effects.AsSpan(row * _count, _count);
        Span<int> places = _keys.AsSpan(row * _count, _count);
        if (places[^1] >= 0 && !(MathF.Abs(effect) > MathF.Abs(kept[^1]))) return;
        int at = _count - 1;
        for (; at > 0 && (places[at - 1] < 0 || MathF.Abs(effect) > MathF.Abs(kept[at - 1])); at--)
            (kept[at], places[at]) = (kept[at - 1], places[at - 1]);
        (kept[at], places[at]) = (effect, key);
    }
}
