namespace Heed.Extensions.AI;

/// <summary>
/// Something that several calls use at once and that is disposed when the last of them is over: weights lie in memory of their own, which
/// a running call must not lose.
/// </summary>
/// <param name="name">What is used, for messages.</param>
/// <param name="resource">What is disposed; null for nothing.</param>
internal sealed class SharedUse(string name, IDisposable? resource) : IDisposable
{
    private readonly Lock _lock = new();
    private int _users;
    private bool _closed;

    /// <summary>Begins a use; disposing what is returned ends it.</summary>
    /// <exception cref="ObjectDisposedException">It was disposed.</exception>
    public IDisposable Begin()
    {
        lock (_lock)
        {
            if (_closed) throw new ObjectDisposedException(name);
            _users++;
        }
        return new Use(this);
    }

    /// <summary>Allows no further use, and disposes the resource as soon as nobody uses it.</summary>
    public void Dispose()
    {
        lock (_lock)
        {
            if (_closed) return;
            _closed = true;
            if (_users > 0) return;
        }
        resource?.Dispose();
    }

    private void End()
    {
        lock (_lock)
            if (--_users > 0 || !_closed) return;
        resource?.Dispose();
    }

    private sealed class Use(SharedUse shared) : IDisposable
    {
        private bool _ended;

        public void Dispose()
        {
            if (_ended) return;
            _ended = true;
            shared.End();
        }
    }
}
