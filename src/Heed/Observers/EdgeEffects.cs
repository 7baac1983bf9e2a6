namespace Heed.Observers;

/// <summary>The <see cref="EdgeScores{TSink}"/> of a backward pass, kept as the strongest edges of each query and as sums for each key.</summary>
public readonly unsafe struct EdgeEffects : IGradientObserver
{
    private readonly float[] _effects, _keyEffects;
    private readonly int[] _keys;
    private readonly EdgeScores<Kept> _scores;

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
        int rows = Argument.Elements((batch, nameof(batch)), (heads, nameof(heads)), (queryCount, nameof(queryCount)));
        int edges = Argument.Elements((rows, nameof(queryCount)), (count, nameof(count)));
        (_effects, _keys) = (new float[edges], new int[edges]);
        _keyEffects = new float[Argument.Elements((batch, nameof(batch)), (heads, nameof(heads)), (keyCount, nameof(keyCount)))];
        Array.Fill(_keys, -1);
        _scores = new EdgeScores<Kept>(new Kept(_effects, _keyEffects, _keys, count, batch, heads, queryCount, keyCount), batch, heads, queryCount);
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
    public void Check(int batch, int heads, int queryCount, int keyCount) => _scores.Check(batch, heads, queryCount, keyCount);

    /// <inheritdoc/>
    public void Tile(int batch, int head, int firstRow, int rows, int firstKey, int keys, float* weights, float* gradients, int stride, float* deltas)
        => _scores.Tile(batch, head, firstRow, rows, firstKey, keys, weights, gradients, stride, deltas);

    /// <inheritdoc/>
    public void Finish(int batch, int head, int row, float delta) => _scores.Finish(batch, head, row, delta);

    private readonly struct Kept(float[] effects, float[] keyEffects, int[] keys, int count, int batch, int heads, int queries, int keyCount) : IEdgeSink
    {
        public void Check(int batches, int headCount, int queryCount, int allKeys)
        {
            if (batches != batch || headCount != heads || queryCount != queries || allKeys != keyCount)
                throw new ArgumentException(
                    $"edge effects: expected room for B={batches}, Hq={headCount}, Tq={queryCount}, Tk={allKeys}; "
                    + $"got {batch}, {heads}, {queries}, {keyCount}.", "observer");
        }

        public void Row(int b, int head, int row, int firstKey, int count, float* weights, float* gradients, float* changes, float delta)
        {
            Span<float> sums = keyEffects.AsSpan((b * heads + head) * keyCount + firstKey, count);
            for (int c = 0; c < count; c++)
            {
                if (weights[c] is 0f or > 0.5f) continue;
                sums[c] += changes[c];
                Keep(b, head, row, firstKey + c, changes[c]);
            }
        }

        public void Strong(int b, int head, int row, int key, float weight, float gradient, float effect, float delta)
        {
            keyEffects[(b * heads + head) * keyCount + key] += effect;
            Keep(b, head, row, key, effect);
        }

        private void Keep(int b, int head, int row, int key, float effect)
        {
            int first = ((b * heads + head) * queries + row) * count;
            Span<float> kept = effects.AsSpan(first, count);
            Span<int> places = keys.AsSpan(first, count);
            if (places[^1] >= 0 && !(MathF.Abs(effect) > MathF.Abs(kept[^1]))) return;
            int at = count - 1;
            for (; at > 0 && (places[at - 1] < 0 || MathF.Abs(effect) > MathF.Abs(kept[at - 1])); at--)
                (kept[at], places[at]) = (kept[at - 1], places[at - 1]);
            (kept[at], places[at]) = (effect, key);
        }
    }
}
