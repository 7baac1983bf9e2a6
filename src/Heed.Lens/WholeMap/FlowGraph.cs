namespace Heed.Lens.WholeMap;

/// <summary>
/// A network with capacities, and the largest flow through it: Dinic's algorithm, which sends blocking flows along shortest paths until none is left.
/// Source: Dinic, "Algorithm for solution of a problem of maximum flow in networks with power estimation" (1970).
/// </summary>
/// <remarks>Capacities are real numbers: what is left of one counts as nothing below 10⁻¹², so that rounding cannot keep a path open for ever.</remarks>
internal sealed class FlowGraph(int nodes)
{
    private const double Nothing = 1e-12;

    // Edge e and its way back e ^ 1 lie side by side; each node has a chain of edges.
    private readonly List<int> _target = [], _next = [];
    private readonly List<double> _capacity = [];
    private readonly int[] _first = Filled(nodes);
    private readonly int[] _level = new int[nodes], _at = new int[nodes], _queue = new int[nodes], _path = new int[nodes];
    private double[] _left = [];

    /// <summary>Adds an edge.</summary>
    public void Add(int from, int to, double capacity)
    {
        if (capacity <= Nothing) return;
        Half(from, to, capacity);
        Half(to, from, 0);
    }

    /// <summary>The largest flow from one node to another. The graph stays as it was.</summary>
    public double Maximum(int source, int sink)
    {
        _left = [.. _capacity];
        double flow = 0;
        while (Levels(source, sink))
        {
            _first.CopyTo(_at, 0);
            while (Augment(source, sink) is var more and > 0) flow += more;
        }
        return flow;
    }

    /// <summary>Distances from the source over edges with something left, until the sink is met.</summary>
    private bool Levels(int source, int sink)
    {
        Array.Fill(_level, -1);
        _level[source] = 0;
        _queue[0] = source;
        for (int head = 0, tail = 1; head < tail; head++)
        {
            int node = _queue[head];
            for (int e = _first[node]; e >= 0; e = _next[e])
            {
                if (_left[e] <= Nothing || _level[_target[e]] >= 0) continue;
                _level[_target[e]] = _level[node] + 1;
                if (_target[e] == sink) return true;
                _queue[tail++] = _target[e];
            }
        }
        return false;
    }

    /// <summary>Sends what fits along one shortest path; 0 when there is none. Edges that lead nowhere are not tried again in this phase.</summary>
    private double Augment(int source, int sink)
    {
        int depth = 0;
        for (int node = source; node != sink;)
        {
            int e = _at[node];
            while (e >= 0 && (_left[e] <= Nothing || _level[_target[e]] != _level[node] + 1)) e = _next[e];
            _at[node] = e;
            if (e >= 0)
            {
                _path[depth++] = e;
                node = _target[e];
                continue;
            }
            if (depth == 0) return 0;
            e = _path[--depth];
            node = _target[e ^ 1];
            _at[node] = _next[e];
        }
        double fits = double.PositiveInfinity;
        for (int i = 0; i < depth; i++) fits = Math.Min(fits, _left[_path[i]]);
        for (int i = 0; i < depth; i++)
        {
            _left[_path[i]] -= fits;
            _left[_path[i] ^ 1] += fits;
        }
        return fits;
    }

    private void Half(int from, int to, double capacity)
    {
        _target.Add(to);
        _capacity.Add(capacity);
        _next.Add(_first[from]);
        _first[from] = _target.Count - 1;
    }

    private static int[] Filled(int count)
    {
        var none = new int[count];
        Array.Fill(none, -1);
        return none;
    }
}
