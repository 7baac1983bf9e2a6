using Heed.Lens.Maps;

namespace Heed.Studio.Pages.Map;

/// <summary>The coarse cells of the heads that were looked at last, of all texts together, as many as fit into a number of bytes. Safe for several threads.</summary>
/// <param name="bytes">How many bytes they may take; the head that is being looked at stays in any case.</param>
internal sealed class PyramidShelf(long bytes)
{
    /// <summary>What is kept unless said otherwise: 256 MiB, twenty heads of 20,000 causal tokens.</summary>
    public const long UsualBytes = 256L << 20;

    private readonly LinkedList<(AttentionMap Map, int Head, CellPyramid Cells)> _kept = [];

    /// <summary>Heads that are kept.</summary>
    public int Count
    {
        get
        {
            lock (_kept) return _kept.Count;
        }
    }

    /// <summary>A tile of a head.</summary>
    /// <exception cref="HeedException">Head, level or tile are outside.</exception>
    /// <exception cref="OperationCanceledException">It was stopped.</exception>
    public CellTile Cells(AttentionMap map, int head, int level, int row, int column, CancellationToken cancellation)
    {
        CellTile tile = Of(map, head).Cells(level, row, column, cancellation);
        Trim();
        return tile;
    }

    /// <summary>Lets go of maps that are kept no longer.</summary>
    public void Forget(IReadOnlyCollection<AttentionMap> maps)
    {
        lock (_kept)
            for (var node = _kept.First; node is not null;)
            {
                var next = node.Next;
                if (maps.Contains(node.Value.Map)) _kept.Remove(node);
                node = next;
            }
    }

    private CellPyramid Of(AttentionMap map, int head)
    {
        lock (_kept)
        {
            for (var node = _kept.First; node is not null; node = node.Next)
            {
                if (node.Value.Map != map || node.Value.Head != head) continue;
                _kept.Remove(node);
                _kept.AddFirst(node);
                return node.Value.Cells;
            }
            var made = new CellPyramid(map, head);
            _kept.AddFirst((map, head, made));
            return made;
        }
    }

    private void Trim()
    {
        lock (_kept)
            while (_kept.Count > 1 && _kept.Sum(one => one.Cells.Bytes) > bytes)
                _kept.RemoveLast();
    }
}
