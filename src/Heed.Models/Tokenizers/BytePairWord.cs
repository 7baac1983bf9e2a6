namespace Heed.Models.Tokenizers;

/// <summary>
/// One word while its symbols merge: always the pair of lowest rank, of those the leftmost.
/// A linked list of symbols and a heap of candidate pairs: O(n log n) for n symbols.
/// </summary>
internal sealed class BytePairWord(int capacity)
{
    private readonly List<Symbol> _symbols = new(capacity);

    /// <summary>Appends a symbol that covers <paramref name="length"/> units from <paramref name="start"/>.</summary>
    public void Add(int id, int start, int length)
    {
        var index = _symbols.Count;
        _symbols.Add(new Symbol(id, start, length, index - 1, -1));
        if (index > 0)
        {
            _symbols[index - 1] = _symbols[index - 1] with { Next = index };
        }
    }

    /// <summary>Merges until no pair is left to merge, and returns the symbols that remain.</summary>
    public BytePairToken[] Merge(BytePairMerges merges)
    {
        // The token that a pair becomes, by its rank and then its place.
        var candidates = new PriorityQueue<int, ulong>(_symbols.Count);
        for (var i = 0; i + 1 < _symbols.Count; i++)
        {
            Offer(i, merges, candidates);
        }

        while (candidates.TryDequeue(out var expected, out var priority))
        {
            var index = (int)(uint)priority;
            var left = _symbols[index];

            // A candidate is stale where one of its symbols has merged otherwise since.
            if (left.Length == 0 || left.Next < 0
                || !merges.TryGet(left.Id, _symbols[left.Next].Id, out _, out var merged) || merged != expected)
            {
                continue;
            }

            Join(index, merged);
            Offer(index, merges, candidates);
            if (left.Previous >= 0)
            {
                Offer(left.Previous, merges, candidates);
            }
        }

        return [.. _symbols.Where(symbol => symbol.Length > 0).Select(symbol => new BytePairToken(symbol.Id, symbol.Start, symbol.Length))];
    }

    private void Offer(int index, BytePairMerges merges, PriorityQueue<int, ulong> candidates)
    {
        var next = _symbols[index].Next;
        if (next >= 0 && merges.TryGet(_symbols[index].Id, _symbols[next].Id, out var rank, out var merged))
        {
            candidates.Enqueue(merged, ((ulong)(uint)rank << 32) | (uint)index);
        }
    }

    private void Join(int index, int merged)
    {
        var left = _symbols[index];
        var right = _symbols[left.Next];
        _symbols[left.Next] = right with { Length = 0 };
        _symbols[index] = new Symbol(merged, left.Start, right.Start + right.Length - left.Start, left.Previous, right.Next);
        if (right.Next >= 0)
        {
            _symbols[right.Next] = _symbols[right.Next] with { Previous = index };
        }
    }

    private readonly record struct Symbol(int Id, int Start, int Length, int Previous, int Next);
}
