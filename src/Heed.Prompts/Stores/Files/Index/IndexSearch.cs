using Heed.Prompts.Traces;

namespace Heed.Prompts.Stores.Files.Index;

/// <summary>Looks through all rows of an index, on all threads.</summary>
/// <param name="parts">The parts.</param>
internal sealed class IndexSearch(IndexPart[] parts) : IComparer<IndexHit>
{
    private const int Chunk = 2048;

    private static readonly (int, int)[] s_none = [];

    /// <summary>The notes of each trace, the oldest first.</summary>
    private readonly Dictionary<UInt128, (int Part, int Note)[]> _notes = NotesOf(parts);

    /// <summary>The rows of a query's page, the newest first, and how many there are in all.</summary>
    public (IndexHit[] Page, int Count) Find(TraceQuery query)
    {
        IndexFilter[] filters = [.. parts.Select(part => new IndexFilter(query, part))];
        var chunks = new List<(int Part, int From, int To)>();
        for (int part = 0; part < parts.Length; part++)
            for (int from = 0; from < parts[part].Rows.Length; from += Chunk) chunks.Add((part, from, Math.Min(from + Chunk, parts[part].Rows.Length)));
        var found = new List<IndexHit>[chunks.Count];
        if (chunks.Count < 2)
            for (int i = 0; i < chunks.Count; i++) Look(i);
        else Parallel.For(0, chunks.Count, Look);
        int count = found.Sum(hits => hits.Count);
        int wanted = (int)Math.Min((long)query.Skip + query.Take, count);
        return (Newest(found.SelectMany(hits => hits), wanted, count).Skip(query.Skip).ToArray(), count);

        void Look(int i)
        {
            (int part, int from, int to) = chunks[i];
            var hits = found[i] = [];
            ReadOnlySpan<IndexRow> rows = parts[part].Rows;
            for (int row = from; row < to; row++)
                if (filters[part].Holds(rows[row], Notes(rows[row], filters))) hits.Add(new IndexHit(rows[row].Started, part, row));
        }
    }

    /// <summary>A trace's row; null for none.</summary>
    public IndexHit? Find(UInt128 key)
    {
        for (int part = 0; part < parts.Length; part++)
        {
            ReadOnlySpan<IndexRow> rows = parts[part].Rows;
            for (int row = 0; row < rows.Length; row++)
                if (rows[row].Key == key) return new IndexHit(rows[row].Started, part, row);
        }
        return null;
    }

    /// <summary>The notes of a trace, the oldest first.</summary>
    public IReadOnlyList<(int Part, int Note)> Notes(UInt128 trace) => _notes.TryGetValue(trace, out (int Part, int Note)[]? notes) ? notes : s_none;

    /// <summary>The newer one first; of those that began at once, the one with the higher id.</summary>
    public int Compare(IndexHit x, IndexHit y)
    {
        if (x.Started != y.Started) return y.Started.CompareTo(x.Started);
        ref readonly IndexRow one = ref parts[x.Part].Rows[x.Row], other = ref parts[y.Part].Rows[y.Row];
        return parts[y.Part].Id(other.IdStart, other.IdLength).SequenceCompareTo(parts[x.Part].Id(one.IdStart, one.IdLength));
    }

    private IReadOnlyList<(IndexFilter, int)> Notes(in IndexRow row, IndexFilter[] filters)
        => _notes.Count == 0 || !filters[0].LooksAtNotes || !_notes.TryGetValue(row.Key, out (int Part, int Note)[]? notes) ? []
            : [.. notes.Select(note => (filters[note.Part], note.Note))];

    private IEnumerable<IndexHit> Newest(IEnumerable<IndexHit> hits, int wanted, int count)
    {
        if (wanted == 0) return [];
        if (wanted * 4L > count) return hits.Order(this).Take(wanted);
        // The oldest of those that are kept stands in front, where a newer one takes its place.
        var kept = new PriorityQueue<IndexHit, IndexHit>(wanted, Comparer<IndexHit>.Create((x, y) => Compare(y, x)));
        foreach (IndexHit hit in hits)
            if (kept.Count < wanted) kept.Enqueue(hit, hit);
            else if (Compare(hit, kept.Peek()) < 0) kept.DequeueEnqueue(hit, hit);
        return kept.UnorderedItems.Select(item => item.Element).Order(this);
    }

    private static Dictionary<UInt128, (int, int)[]> NotesOf(IndexPart[] parts)
    {
        var notes = new List<(UInt128 Trace, long At, string Id, int Part, int Note)>();
        for (int part = 0; part < parts.Length; part++)
        {
            ReadOnlySpan<IndexNote> all = parts[part].Notes;
            for (int note = 0; note < all.Length; note++)
                notes.Add((all[note].TraceKey, all[note].At, Convert.ToHexString(parts[part].Id(all[note].IdStart, all[note].IdLength)), part, note));
        }
        return notes.GroupBy(note => note.Trace).ToDictionary(
            group => group.Key, group => group.OrderBy(note => note.At).ThenBy(note => note.Id, StringComparer.Ordinal)
                .Select(note => (note.Part, note.Note)).ToArray());
    }
}
