namespace Heed.Studio.Pages.Map;

/// <summary>
/// The last few texts' maps, by their id, as many as fit into a number of bytes. Unlike <see cref="Work.Shelf{TKey, T}"/> it lends one thing to many at
/// once, since maps may be read by several threads and be disposed meanwhile, and never makes what it is asked for. Safe for use from several threads at once.
/// </summary>
/// <param name="most">How many are kept.</param>
/// <param name="bytes">How many bytes they may take together.</param>
internal sealed class MapShelf(int most, long bytes) : IDisposable
{
    private readonly LinkedList<KeptMaps> _kept = [];

    /// <summary>
    /// A part of every id. A browser keeps tiles by their address, so that the same id must never mean other numbers: not those of another model of the
    /// same name in the next studio on this port.
    /// </summary>
    public string Salt { get; } = Guid.NewGuid().ToString("N");

    /// <summary>The coarse cells of their heads.</summary>
    public PyramidShelf Pyramids { get; } = new(PyramidShelf.UsualBytes);

    /// <summary>One at a time is made: what runs needs memory as well.</summary>
    public SemaphoreSlim Making { get; } = new(1);

    /// <summary>What is kept under an id; null for nothing.</summary>
    public KeptMaps? Find(string id)
    {
        lock (_kept)
        {
            KeptMaps? found = _kept.FirstOrDefault(one => one.Answer.Id == id);
            if (found is null) return null;
            _kept.Remove(found);
            _kept.AddFirst(found);
            return found;
        }
    }

    /// <summary>Makes room for so many bytes, before they are taken.</summary>
    public void MakeRoom(long needed)
    {
        lock (_kept)
            while (_kept.Count > 0 && (_kept.Count >= most || _kept.Sum(one => one.Answer.Bytes) + needed > bytes))
            {
                Pyramids.Forget(_kept.Last!.Value.Maps);
                _kept.Last.Value.Dispose();
                _kept.RemoveLast();
            }
    }

    /// <summary>Keeps some maps.</summary>
    public void Add(KeptMaps maps)
    {
        lock (_kept) _kept.AddFirst(maps);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        lock (_kept)
        {
            foreach (KeptMaps one in _kept)
            {
                Pyramids.Forget(one.Maps);
                one.Dispose();
            }
            _kept.Clear();
        }
        Making.Dispose();
    }
}
