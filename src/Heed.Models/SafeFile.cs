namespace Heed.Models;

/// <summary>Files that are whole or not there: written beside, flushed to the disk, then renamed.</summary>
public static class SafeFile
{
    /// <summary>Writes <paramref name="path"/>.</summary>
    /// <exception cref="HeedException">The disk is full or the file cannot be written; what was there before is untouched.</exception>
    /// <remarks>Whatever else <paramref name="write"/> throws is passed on; it too leaves the old file and nothing beside it.</remarks>
    public static void Write(string path, Action<Stream> write)
    {
        string beside = path + ".tmp";
        try
        {
            using (var stream = new FileStream(beside, FileMode.Create, FileAccess.Write, FileShare.None, 1 << 16))
            {
                write(stream);
                stream.Flush(flushToDisk: true);
            }
            File.Move(beside, path, overwrite: true);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            DeleteRemains(beside);
            throw new HeedException($"{path}: the file cannot be written ({error.Message}). What was there before is unchanged.", error);
        }
        catch
        {
            DeleteRemains(beside);
            throw;
        }
    }

    private static void DeleteRemains(string beside)
    {
        try
        {
            File.Delete(beside);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            // The first error is the one to report; what is left is only a .tmp file.
        }
    }
}
