using System.IO.MemoryMappedFiles;

namespace Heed.Models.Weights;

/// <summary>
/// One safetensors file, mapped into memory: opening reads only the header, and a tensor's pages are read when they are touched.
/// The whole header is checked when the file is opened.
/// </summary>
public sealed unsafe class SafetensorsFile : SafetensorsStore
{
    private readonly SafetensorsHeader _header;
    private readonly MemoryMappedFile _map;
    private readonly MemoryMappedViewAccessor _view;
    private byte* _start;

    private SafetensorsFile(string path, SafetensorsHeader header, MemoryMappedFile map)
    {
        Path = path;
        _header = header;
        _map = map;
        _view = map.CreateViewAccessor(0, 0, MemoryMappedFileAccess.Read);
        byte* pointer = null;
        _view.SafeMemoryMappedViewHandle.AcquirePointer(ref pointer);
        _start = pointer + _view.PointerOffset;
    }

    /// <summary>Releases the mapping of a file that nobody disposed of.</summary>
    ~SafetensorsFile() => Dispose(false);

    /// <inheritdoc />
    public override string Path { get; }

    /// <inheritdoc />
    public override IReadOnlyDictionary<string, SafetensorsEntry> Entries => _header.Entries;

    /// <inheritdoc />
    public override IReadOnlyDictionary<string, string> Metadata => _header.Metadata;

    /// <summary>Opens a file and checks its header.</summary>
    /// <exception cref="HeedException">
    /// The file is missing, cannot be read or is malformed; the message names the file and tensor.
    /// </exception>
    public static SafetensorsFile Open(string path)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        try
        {
            using var stream = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read);
            var header = SafetensorsHeader.Read(path, stream);
            var map = MemoryMappedFile.CreateFromFile(
                stream, null, 0, MemoryMappedFileAccess.Read, HandleInheritability.None, leaveOpen: true);
            return new SafetensorsFile(path, header, map);
        }
        catch (Exception error) when (error is FileNotFoundException or DirectoryNotFoundException)
        {
            throw new HeedException($"{path}: there is no such file. Check the path.", error);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new HeedException($"{path}: the file cannot be read ({error.Message}).", error);
        }
    }

    /// <inheritdoc />
    public override byte* Pointer(string name)
    {
        ObjectDisposedException.ThrowIf(_start is null, this);
        return _start + Entry(name).Offset;
    }

    /// <inheritdoc />
    protected override void Dispose(bool disposing)
    {
        if (_start is null)
        {
            return;
        }

        _start = null;
        _view.SafeMemoryMappedViewHandle.ReleasePointer();
        if (disposing)
        {
            _view.Dispose();
            _map.Dispose();
        }
    }
}
