using System.Numerics;
using Heed.Observers;

namespace Heed.Lens.Consequences;

/// <summary>
/// What one attention's backward pass says of its edges: the strongest of each head by predicted effect and by weight, the strongest of each key, and sums for each key.
/// Grows with the text, not with its square.
/// </summary>
internal sealed class EdgeTable
{
    private readonly TopEdges[] _byEffect, _byWeight;
    private readonly float[] _keyLeast;
    private readonly ScoredEdge[] _keyEdges;
    private readonly int[] _keyCounts;

    /// <summary>Makes room.</summary>
    /// <param name="heads">Hq.</param>
    /// <param name="keys">Tk.</param>
    /// <param name="perHead">Edges kept a head, by effect and again by weight.</param>
    /// <param name="perKey">Edges kept a head and key.</param>
    public EdgeTable(int heads, int keys, int perHead, int perKey)
    {
        (Heads, Keys, PerKey) = (heads, keys, perKey);
        _byEffect = [.. Enumerable.Range(0, heads).Select(_ => new TopEdges(perHead))];
        _byWeight = [.. Enumerable.Range(0, heads).Select(_ => new TopEdges(perHead))];
        KeyEffects = new float[heads * keys];
        KeyWeights = new float[heads * keys];
        KeyGradients = new float[heads * keys];
        _keyLeast = new float[heads * keys];
        _keyCounts = new int[heads * keys];
        _keyEdges = new ScoredEdge[heads * keys * perKey];
    }

    /// <summary>Hq.</summary>
    public int Heads { get; }

    /// <summary>Tk.</summary>
    public int Keys { get; }

    /// <summary>Edges kept a head and key.</summary>
    public int PerKey { get; }

    /// <summary>[Hq, Tk]: Σ over queries of the predicted effects.</summary>
    public float[] KeyEffects { get; }

    /// <summary>[Hq, Tk]: Σ over queries of the weights.</summary>
    public float[] KeyWeights { get; }

    /// <summary>[Hq, Tk]: Σ over queries of A·∂m/∂A.</summary>
    public float[] KeyGradients { get; }

    /// <summary>The strongest edges of a head by predicted effect, largest magnitude first.</summary>
    public IEnumerable<ScoredEdge> ByEffect(int head) => _byEffect[head].Kept.ToArray().OrderByDescending(edge => MathF.Abs(edge.Effect));

    /// <summary>The strongest by weight.</summary>
    public IEnumerable<ScoredEdge> ByWeight(int head) => _byWeight[head].Kept.ToArray().OrderByDescending(edge => edge.Weight);

    /// <summary>The strongest edges of a key by predicted effect, largest magnitude first.</summary>
    public IEnumerable<ScoredEdge> OfKey(int head, int key)
    {
        int place = head * Keys + key;
        return _keyEdges.AsSpan(place * PerKey, _keyCounts[place]).ToArray().OrderByDescending(edge => MathF.Abs(edge.Effect));
    }

    /// <summary>The table as something a backward pass fills.</summary>
    public Sink Taker => new(this);

    private void Take(int head, in ScoredEdge edge)
    {
        float mark = MathF.Abs(edge.Effect);
        _byEffect[head].Offer(mark, edge);
        _byWeight[head].Offer(edge.Weight, edge);
        int place = head * Keys + edge.Key;
        KeyEffects[place] += edge.Effect;
        KeyWeights[place] += edge.Weight;
        KeyGradients[place] += edge.GradientAttention;
        TakeForKey(place, mark, edge);
    }

    private void TakeForKey(int place, float mark, in ScoredEdge edge)
    {
        if (!(mark > _keyLeast[place])) return;
        Span<ScoredEdge> edges = _keyEdges.AsSpan(place * PerKey, PerKey);
        int at = _keyCounts[place];
        if (at < PerKey) _keyCounts[place]++;
        else
        {
            at = 0;
            for (int i = 1; i < PerKey; i++)
                if (MathF.Abs(edges[i].Effect) < MathF.Abs(edges[at].Effect)) at = i;
        }
        edges[at] = edge;
        if (_keyCounts[place] < PerKey) return;
        float least = float.PositiveInfinity;
        foreach (ScoredEdge kept in edges) least = MathF.Min(least, MathF.Abs(kept.Effect));
        _keyLeast[place] = least;
    }

    /// <summary>Fills a table.</summary>
    public readonly unsafe struct Sink(EdgeTable table) : IEdgeSink
    {
        /// <inheritdoc/>
        public void Check(int batch, int heads, int queryCount, int keyCount)
        {
            if (batch != 1 || heads != table.Heads || keyCount != table.Keys)
                throw new ArgumentException($"edge table: expected B=1, Hq={table.Heads}, Tk={table.Keys}; got {batch}, {heads}, {keyCount}.", "observer");
        }

        /// <inheritdoc/>
        public void Row(int batch, int head, int row, int firstKey, int keys, float* weights, float* gradients, float* effects, float delta)
        {
            int c = 0, place = head * table.Keys + firstKey;
            fixed (float* sums = &table.KeyEffects[place], weightSums = &table.KeyWeights[place], gradientSums = &table.KeyGradients[place], least = &table._keyLeast[place])
            {
                for (int width = Vector<float>.Count; c + width <= keys; c += width)
                {
                    // Most edges are kept nowhere: whole registers of them only go into the sums.
                    var effect = *(Vector<float>*)(effects + c);
                    var weight = *(Vector<float>*)(weights + c);
                    var mark = Vector.Abs(effect);
                    if (Vector.GreaterThanAny(mark, new Vector<float>(table._byEffect[head].Least)) || Vector.GreaterThanAny(mark, *(Vector<float>*)(least + c))
                        || Vector.GreaterThanAny(weight, new Vector<float>(MathF.Min(0.5f, table._byWeight[head].Least))))
                    {
                        for (int i = c; i < c + width; i++) TakeOne(head, row, firstKey, i, weights, gradients, effects, delta);
                        continue;
                    }
                    *(Vector<float>*)(sums + c) += effect;
                    *(Vector<float>*)(weightSums + c) += weight;
                    *(Vector<float>*)(gradientSums + c) += *(Vector<float>*)(gradients + c) + weight * delta;
                }
            }
            for (; c < keys; c++) TakeOne(head, row, firstKey, c, weights, gradients, effects, delta);
        }

        /// <inheritdoc/>
        public void Strong(int batch, int head, int row, int key, float weight, float gradient, float effect, float delta)
            => table.Take(head, new ScoredEdge(row, key, weight, gradient, effect, delta));

        private void TakeOne(int head, int row, int firstKey, int c, float* weights, float* gradients, float* effects, float delta)
        {
            if (weights[c] is 0f or > 0.5f) return;
            table.Take(head, new ScoredEdge(row, firstKey + c, weights[c], gradients[c], effects[c], delta));
        }
    }
}
