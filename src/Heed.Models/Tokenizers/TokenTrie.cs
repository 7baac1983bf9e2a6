namespace Heed.Models.Tokenizers;

/// <summary>
/// Texts and a number for each, to be found unit by unit. All edges lie in one table with open addressing, so a step is one look-up
/// and no object is made per node.
/// </summary>
internal sealed class TokenTrie
{
    /// <summary>The node to begin at.</summary>
    public const int Root = 0;

    // An edge: node and unit in the key, the node it leads to; a free place has the node 0, to which no edge leads.
    private (ulong Key, int Next)[] _edges = new (ulong, int)[64];
    private int _edgeCount;
    private readonly List<int> _values = [-1];

    /// <summary>Adds a text; one that is there gets the new number.</summary>
    public void Add(ReadOnlySpan<char> text, int value)
    {
        var node = Root;
        foreach (var unit in text)
        {
            node = TryStep(node, unit, out var next) ? next : AddEdge(node, unit);
        }

        _values[node] = value;
    }

    /// <summary>Follows an edge; false where there is none.</summary>
    public bool TryStep(int node, char unit, out int next)
    {
        var key = KeyOf(node, unit);
        var edges = _edges;
        for (var place = PlaceOf(key, edges.Length); ; place = (place + 1) & (edges.Length - 1))
        {
            next = edges[place].Next;
            if (next == 0 || edges[place].Key == key)
            {
                return next != 0;
            }
        }
    }

    /// <summary>The node after a whole text; −1 where there is none.</summary>
    public int Walk(ReadOnlySpan<char> text)
    {
        var node = Root;
        foreach (var unit in text)
        {
            if (!TryStep(node, unit, out node))
            {
                return -1;
            }
        }

        return node;
    }

    /// <summary>The number of the text that ends at a node; −1 where none does.</summary>
    public int ValueAt(int node) => _values[node];

    /// <summary>The longest text that begins the given one, going on from a node; length 0 where there is none.</summary>
    public (int Value, int Length) Longest(int node, ReadOnlySpan<char> text)
    {
        var (value, length) = (-1, 0);
        for (var i = 0; i < text.Length && TryStep(node, text[i], out node); i++)
        {
            if (_values[node] >= 0)
            {
                (value, length) = (_values[node], i + 1);
            }
        }

        return (value, length);
    }

    private int AddEdge(int node, char unit)
    {
        if (2 * (_edgeCount + 1) > _edges.Length)
        {
            var old = _edges;
            _edges = new (ulong, int)[2 * old.Length];
            foreach (var (key, next) in old)
            {
                if (next != 0)
                {
                    Place(key, next);
                }
            }
        }

        _values.Add(-1);
        _edgeCount++;
        Place(KeyOf(node, unit), _values.Count - 1);
        return _values.Count - 1;
    }

    private void Place(ulong key, int next)
    {
        var place = PlaceOf(key, _edges.Length);
        while (_edges[place].Next != 0)
        {
            place = (place + 1) & (_edges.Length - 1);
        }

        _edges[place] = (key, next);
    }

    private static ulong KeyOf(int node, char unit) => ((ulong)node << 16) | unit;

    // The high bits of a product with 2^64 divided by the golden ratio; the length is a power of two.
    private static int PlaceOf(ulong key, int length) => (int)((key * 0x9E37_79B9_7F4A_7C15) >> 32) & (length - 1);
}
