using System.Diagnostics;

namespace Heed.Prompts.Stores.Files;

/// <summary>The right of one process and thread alone to change something; given back by the system when the process ends, however it does.</summary>
internal sealed class StoreLock : IDisposable
{
    /// <summary>The file it is held by.</summary>
    public const string Name = "lock";

    private static readonly TimeSpan s_longest = TimeSpan.FromSeconds(30), s_pause = TimeSpan.FromMilliseconds(5);

    private readonly FileStream _file;

    private StoreLock(FileStream file) => _file = file;

    /// <summary>Waits for the lock of a folder.</summary>
    /// <exception cref="HeedException">Another process has held it for half a minute, or it cannot be taken at all.</exception>
    public static StoreLock Take(string folder)
    {
        long start = Stopwatch.GetTimestamp();
        for (; ; Thread.Sleep(s_pause))
        {
            if (TryTake(folder, out IOException? error) is { } held) return held;
            if (Stopwatch.GetElapsedTime(start) > s_longest)
                throw new HeedException($"store: another process has held '{Path.Combine(folder, Name)}' for {s_longest.TotalSeconds:F0} s "
                    + $"({error!.Message}).", error);
        }
    }

    /// <summary>The lock of a folder; null where another has it.</summary>
    /// <exception cref="HeedException">It cannot be taken at all.</exception>
    public static StoreLock? TryTake(string folder) => TryTake(folder, out _);

    /// <inheritdoc/>
    public void Dispose() => _file.Dispose();

    private static StoreLock? TryTake(string folder, out IOException? error)
    {
        string path = Path.Combine(folder, Name);
        try
        {
            error = null;
            return new StoreLock(new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None, 1));
        }
        catch (Exception missing) when (missing is UnauthorizedAccessException or DirectoryNotFoundException)
        {
            throw new HeedException($"store: '{path}' cannot be written ({missing.Message}).", missing);
        }
        catch (IOException held)
        {
            error = held;
            return null;
        }
    }
}
