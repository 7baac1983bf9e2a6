namespace Heed.Models.Hub;

/// <summary>
/// A file held open for itself, so that two processes do not write the same blob; the system lets it go however a process ends.
/// </summary>
internal static class HubLock
{
    private static readonly TimeSpan _pause = TimeSpan.FromMilliseconds(100);

    /// <summary>Waits for the lock.</summary>
    public static async Task<FileStream> Take(string path, CancellationToken cancellation)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        while (true)
        {
            try
            {
                return new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
            }
            catch (IOException) when (File.Exists(path))
            {
                await Task.Delay(_pause, cancellation);
            }
        }
    }
}
