using System.IO.MemoryMappedFiles;
using System.Runtime.InteropServices;

namespace Heed.Lens.Maps;

/// <summary>
/// The numbers of a map, in memory or in a mapped file that goes away with them. Safe to dispose while others read: they go when the last is done.
/// </summary>
internal sealed class MapMemory : IDisposable
{
    private readonly SafeBuffer _buffer;
    private readonly MemoryMappedFile? _file;

    /// <summary>Makes room.</summary>
    /// <param name="floats">Numbers.</param>
    /// <param name="storage">Where.</param>
    /// <exception cref="HeedException">There is no room, or no file can be made in the folder.</exception>
    public MapMemory(long floats, MapStorage storage)
    {
        long bytes = Math.Max(floats, 1) * sizeof(float);
        try
        {
            if (storage.Folder is not { } folder) _buffer = new NativeBlock(bytes);
            else
            {
                _file = Create(folder, bytes);
                _buffer = _file.CreateViewAccessor(0, bytes).SafeMemoryMappedViewHandle;
            }
        }
        catch (OutOfMemoryException error)
        {
            throw new HeedException(
                $"attention maps: {bytes:N0} bytes of memory cannot be had. Choose fewer attentions, a shorter text, or a folder for a file.", error);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException or ArgumentException)
        {
            _file?.Dispose();
            throw new HeedException(
                $"attention maps: a file of {bytes:N0} bytes cannot be made in '{storage.Folder}' ({error.Message}). "
                + "Choose a folder that can be written to and has room.", error);
        }
    }

    /// <summary>The numbers, which stay until the lease is given back.</summary>
    /// <exception cref="ObjectDisposedException">The memory is gone.</exception>
    public Lease Acquire()
    {
        if (_buffer.IsClosed) throw new ObjectDisposedException(nameof(AttentionMap), "the map was disposed, and its numbers are gone.");
        return new(_buffer);
    }

    /// <summary>Frees the memory and deletes the file.</summary>
    public void Dispose()
    {
        // The view is given up without being written to the disk first: nobody reads the file again.
        _buffer.Dispose();
        _file?.Dispose();
    }

    private static MemoryMappedFile Create(string folder, long bytes)
    {
        // Room is taken at once: a full disk is an error here, but a crash where mapped pages are written.
        var file = new FileStream(Path.Combine(folder, $"heed-map-{Guid.NewGuid():N}.tmp"), new FileStreamOptions
        {
            Mode = FileMode.CreateNew, Access = FileAccess.ReadWrite, Share = FileShare.None, Options = FileOptions.DeleteOnClose, PreallocationSize = bytes,
        });
        try
        {
            return MemoryMappedFile.CreateFromFile(file, null, bytes, MemoryMappedFileAccess.ReadWrite, HandleInheritability.None, leaveOpen: false);
        }
        catch
        {
            file.Dispose();
            throw;
        }
    }

    /// <summary>Use of the numbers for a while.</summary>
    public readonly unsafe ref struct Lease
    {
        private readonly SafeBuffer _buffer;

        /// <summary>Takes them.</summary>
        public Lease(SafeBuffer buffer)
        {
            byte* bytes = null;
            buffer.AcquirePointer(ref bytes);
            _buffer = buffer;
            Floats = (float*)bytes;
        }

        /// <summary>The first number.</summary>
        public float* Floats { get; }

        /// <summary>Gives them back.</summary>
        public void Dispose() => _buffer.ReleasePointer();
    }
}
