using Heed.Observers;

namespace Heed.Lens.Consequences;

/// <summary>What a backward pass says of chosen edges of one attention.</summary>
internal sealed class ChosenEdges
{
    private readonly Dictionary<(int Head, int Query, int Key), ScoredEdge> _found = [];
    private readonly ILookup<(int Head, int Query), int> _asked;

    /// <summary>Makes room for the edges asked for.</summary>
    public ChosenEdges(IEnumerable<(int Head, int Query, int Key)> edges)
    {
        (int Head, int Query, int Key)[] all = [.. edges.Distinct()];
        foreach ((int Head, int Query, int Key) edge in all) _found[edge] = new ScoredEdge(edge.Query, edge.Key, 0, 0, 0, 0);
        _asked = all.ToLookup(edge => (edge.Head, edge.Query), edge => edge.Key);
    }

    /// <summary>An edge that was asked for; zeros where it is masked or the metric does not depend on it.</summary>
    public ScoredEdge this[int head, int query, int key] => _found[(head, query, key)];

    /// <summary>The edges as something a backward pass fills.</summary>
    public Sink Taker => new(this);

    /// <summary>Takes the chosen edges.</summary>
    public readonly unsafe struct Sink(ChosenEdges edges) : IEdgeSink
    {
        /// <inheritdoc/>
        public void Check(int batch, int heads, int queryCount, int keyCount) { }

        /// <inheritdoc/>
        public void Row(int batch, int head, int row, int firstKey, int keys, float* weights, float* gradients, float* effects, float delta)
        {
            foreach (int key in edges._asked[(head, row)])
                if (key >= firstKey && key < firstKey + keys && weights[key - firstKey] is not (0f or > 0.5f))
                    Put(head, new ScoredEdge(row, key, weights[key - firstKey], gradients[key - firstKey], effects[key - firstKey], delta));
        }

        /// <inheritdoc/>
        public void Strong(int batch, int head, int row, int key, float weight, float gradient, float effect, float delta)
        {
            if (edges._asked[(head, row)].Contains(key)) Put(head, new ScoredEdge(row, key, weight, gradient, effect, delta));
        }

        // Heads run on several threads.
        private void Put(int head, ScoredEdge edge)
        {
            lock (edges._found) edges._found[(head, edge.Query, edge.Key)] = edge;
        }
    }
}
