namespace Heed.Lens.Consequences;

/// <summary>The edges of a head with the largest marks: a heap whose smallest is on top.</summary>
internal sealed class TopEdges(int capacity)
{
    private readonly ScoredEdge[] _edges = new ScoredEdge[capacity];
    private readonly float[] _marks = new float[capacity];
    private int _count;

    /// <summary>What a mark must exceed to be taken.</summary>
    public float Least { get; private set; } = capacity == 0 ? float.PositiveInfinity : 0f;

    /// <summary>Those kept, in no order.</summary>
    public ReadOnlySpan<ScoredEdge> Kept => _edges.AsSpan(0, _count);

    /// <summary>Takes an edge if its mark is large enough.</summary>
    public void Offer(float mark, in ScoredEdge edge)
    {
        if (!(mark > Least)) return;
        int at = _count < _edges.Length ? Rise(mark) : Sink(mark);
        (_marks[at], _edges[at]) = (mark, edge);
        if (_count == _edges.Length) Least = _marks[0];
    }

    private int Rise(float mark)
    {
        int at = _count++;
        for (; at > 0 && _marks[(at - 1) / 2] > mark; at = (at - 1) / 2) (_marks[at], _edges[at]) = (_marks[(at - 1) / 2], _edges[(at - 1) / 2]);
        return at;
    }

    private int Sink(float mark)
    {
        int at = 0;
        for (int child = 1; child < _count; child = 2 * at + 1)
        {
            if (child + 1 < _count && _marks[child + 1] < _marks[child]) child++;
            if (_marks[child] >= mark) break;
            (_marks[at], _edges[at]) = (_marks[child], _edges[child]);
            at = child;
        }
        return at;
    }
}
