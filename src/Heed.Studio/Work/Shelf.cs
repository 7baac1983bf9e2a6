namespace Heed.Studio.Work;

/// <summary>
/// Keeps the last few things that were expensive to make, such as the recording of a text, so that the next question about the same text is quick. What is thrown out
/// is disposed when its last user is done. Safe for use from several threads at once; the things themselves need not be (see <see cref="Use"/>).
/// </summary>
/// <param name="most">How many are kept.</param>
internal sealed class Shelf<TKey, T>(int most) : IDisposable where TKey : IEquatable<TKey> where T : IDisposable
{
    private readonly LinkedList<Entry> _entries = [];

    /// <summary>Uses a thing, made where it is not there yet; one user at a time.</summary>
    /// <param name="key">Which.</param>
    /// <param name="make">Makes it.</param>
    /// <param name="use">What is done with it.</param>
    /// <param name="cancellation">Ends the wait for another user.</param>
    public TResult Use<TResult>(TKey key, Func<T> make, Func<T, TResult> use, CancellationToken cancellation)
    {
        Entry entry = Take(key);
        try
        {
            entry.Turn.Wait(cancellation);
            try
            {
                return use(entry.Thing ??= make());
            }
            finally
            {
                entry.Turn.Release();
            }
        }
        finally
        {
            Release(entry);
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        Entry[] unused;
        lock (_entries)
        {
            unused = [.. _entries.Where(entry => entry.Users == 0)];
            foreach (Entry entry in _entries) entry.IsOut = true;
            _entries.Clear();
        }
        foreach (Entry entry in unused) entry.Thing?.Dispose();
    }

    private Entry Take(TKey key)
    {
        var old = new List<Entry>();
        Entry? entry;
        lock (_entries)
        {
            entry = _entries.FirstOrDefault(one => one.Key.Equals(key));
            if (entry is not null) _entries.Remove(entry);
            else entry = new Entry(key);
            _entries.AddFirst(entry);
            entry.Users++;
            while (_entries.Count > most)
            {
                Entry last = _entries.Last!.Value;
                _entries.RemoveLast();
                last.IsOut = true;
                if (last.Users == 0) old.Add(last);
            }
        }
        foreach (Entry one in old) one.Thing?.Dispose();
        return entry;
    }

    private void Release(Entry entry)
    {
        bool isLast;
        lock (_entries)
        {
            entry.Users--;
            // What could not be made is not kept either.
            if (entry.Thing is null && entry.Users == 0 && !entry.IsOut)
            {
                _entries.Remove(entry);
                entry.IsOut = true;
            }
            isLast = entry.IsOut && entry.Users == 0;
        }
        if (isLast) entry.Thing?.Dispose();
    }

    private sealed class Entry(TKey key)
    {
        public TKey Key { get; } = key;
        public SemaphoreSlim Turn { get; } = new(1);
        public T? Thing { get; set; }
        public int Users { get; set; }
        public bool IsOut { get; set; }
    }
}
