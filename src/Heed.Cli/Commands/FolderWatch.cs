using System.Threading.Channels;

namespace Heed.Cli.Commands;

/// <summary>Tells when files of a folder change.</summary>
internal sealed class FolderWatch : IDisposable
{
    // Editors write a file in several steps.
    private static readonly TimeSpan s_calm = TimeSpan.FromMilliseconds(300);

    private readonly Channel<string> _changes = Channel.CreateUnbounded<string>();
    private readonly FileSystemWatcher _watcher;
    private volatile string[] _own = [];

    /// <summary>Begins to watch.</summary>
    /// <param name="folder">The folder, with all in it.</param>
    /// <param name="own">A folder in it that changes because of us.</param>
    public FolderWatch(string folder, string own)
    {
        PassOver(own);
        _watcher = new FileSystemWatcher(folder) { IncludeSubdirectories = true, NotifyFilter = NotifyFilters.LastWrite | NotifyFilters.FileName };
        _watcher.Changed += (_, change) => Tell(change.FullPath);
        _watcher.Created += (_, change) => Tell(change.FullPath);
        _watcher.Deleted += (_, change) => Tell(change.FullPath);
        _watcher.Renamed += (_, change) => Tell(change.FullPath);
        _watcher.EnableRaisingEvents = true;
    }

    /// <summary>Passes over changes of a file or folder, which are our own.</summary>
    public void PassOver(string path) => _own = [.. _own, Path.GetFullPath(path).TrimEnd(Path.DirectorySeparatorChar)];

    /// <summary>Waits until a file has changed, and nothing has for a moment.</summary>
    /// <returns>Whether one has; no where it was stopped.</returns>
    public bool Wait(CancellationToken cancellation)
    {
        try
        {
            _changes.Reader.ReadAsync(cancellation).AsTask().GetAwaiter().GetResult();
        }
        catch (OperationCanceledException)
        {
            return false;
        }
        do
        {
            while (_changes.Reader.TryRead(out _)) { }
            if (cancellation.WaitHandle.WaitOne(s_calm)) return false;
        }
        while (_changes.Reader.TryPeek(out _));
        return true;
    }

    /// <inheritdoc/>
    public void Dispose() => _watcher.Dispose();

    private void Tell(string path)
    {
        bool ours = _own.Any(own => path == own || path.StartsWith(own + Path.DirectorySeparatorChar, StringComparison.Ordinal) || IsBeside(path, own));
        if (!ours) _changes.Writer.TryWrite(path);
    }

    // Results are written beside, then renamed.
    private static bool IsBeside(string path, string own) => path.StartsWith(own + ".", StringComparison.Ordinal) && path.EndsWith(".tmp", StringComparison.Ordinal);
}
