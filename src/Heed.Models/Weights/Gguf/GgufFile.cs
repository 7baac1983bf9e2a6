using System.Buffers.Binary;
using System.IO.MemoryMappedFiles;
using System.Numerics;
using Heed.Numerics;

namespace Heed.Models.Weights.Gguf;

/// <summary>
/// A GGUF file, versions 2 and 3, mapped into memory: opening reads the header, and a tensor's pages are read when they are touched.
/// Every size and place is checked when the file is opened.
/// </summary>
/// <remarks>Source: ggml, docs/gguf.md. Tensors of formats that Heed does not read are refused by name.</remarks>
public sealed unsafe class GgufFile : IDisposable
{
    private const uint Magic = 0x46554747; // "GGUF"
    private const int MostAxes = 4, LeastInfoBytes = 24, LeastPairBytes = 13;

    private readonly MemoryMappedFile _map;
    private readonly MemoryMappedViewAccessor _view;
    private readonly long _length;
    private byte* _start;

    private GgufFile(string path, FileStream stream)
    {
        Path = path;
        _length = stream.Length;
        _map = MemoryMappedFile.CreateFromFile(stream, null, 0, MemoryMappedFileAccess.Read, HandleInheritability.None, leaveOpen: true);
        _view = _map.CreateViewAccessor(0, 0, MemoryMappedFileAccess.Read);
        byte* pointer = null;
        _view.SafeMemoryMappedViewHandle.AcquirePointer(ref pointer);
        _start = pointer + _view.PointerOffset;
        try
        {
            (Metadata, Tensors) = Read();
        }
        catch
        {
            Dispose();
            throw;
        }
    }

    /// <summary>Where the file lies.</summary>
    public string Path { get; }

    /// <summary>What the file says about the model and its tokenizer.</summary>
    public GgufMetadata Metadata { get; }

    /// <summary>The tensors by name.</summary>
    public IReadOnlyDictionary<string, GgufTensor> Tensors { get; }

    /// <summary>Opens a file and checks its header.</summary>
    /// <exception cref="HeedException">The file is missing, cannot be read, is malformed, or has a tensor of a format that Heed does not
    /// read.</exception>
    public static GgufFile Open(string path)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        try
        {
            using var stream = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read);
            if (stream.Length < 24) throw new HeedException($"{path}: expected a GGUF file; this one has {stream.Length} bytes.");
            return new GgufFile(path, stream);
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

    /// <summary>A tensor's first byte, read-only, valid until <see cref="Dispose"/>.</summary>
    public byte* Pointer(GgufTensor tensor)
    {
        ObjectDisposedException.ThrowIf(_start is null, this);
        return _start + tensor.Offset;
    }

    /// <summary>Releases the mapping.</summary>
    public void Dispose()
    {
        if (_start is null) return;
        _start = null;
        _view.SafeMemoryMappedViewHandle.ReleasePointer();
        _view.Dispose();
        _map.Dispose();
    }

    private (GgufMetadata, Dictionary<string, GgufTensor>) Read()
    {
        var cursor = new GgufCursor(Path, _start, _length);
        uint magic = cursor.Number<uint>("the file's mark");
        if (magic != Magic) throw new HeedException(
            $"{Path}: expected a GGUF file, which begins with \"GGUF\"; this one begins with bytes 0x{magic:X8}.");
        uint version = cursor.Number<uint>("the version");
        if (version is not (2 or 3))
            throw new HeedException(
                $"{Path}: expected GGUF version 2 or 3, little-endian; got "
                + $"{(BinaryPrimitives.ReverseEndianness(version) is 2 or 3 ? "a big-endian file" : version)}. Convert the model again.");
        long tensors = cursor.Count("the number of tensors", LeastInfoBytes),
            pairs = cursor.Count("the number of metadata values", LeastPairBytes);
        var values = new Dictionary<string, object>(StringComparer.Ordinal);
        for (long i = 0; i < pairs; i++)
        {
            string key = cursor.Text($"metadata key {i}");
            if (!values.TryAdd(key, cursor.Value(key))) throw new HeedException($"{Path}: the metadata '{key}' is there twice.");
        }
        var metadata = new GgufMetadata(Path, values);
        long alignment = metadata.Whole("general.alignment") ?? 32;
        if (alignment < 1 || alignment > 1 << 20 || !BitOperations.IsPow2(alignment))
            throw new HeedException($"{Path}: general.alignment: expected a power of two up to {1 << 20}; got {alignment}.");
        var infos = new List<(string Name, long[] Shape, uint Type, ulong Offset)>();
        for (long i = 0; i < tensors; i++) infos.Add(Info(ref cursor, i));
        long data = (cursor.Position + alignment - 1) / alignment * alignment;
        var found = new Dictionary<string, GgufTensor>(StringComparer.Ordinal);
        foreach ((string name, long[] shape, uint type, ulong offset) in infos)
            if (!found.TryAdd(name, Place(name, shape, type, offset, data, alignment))) throw new HeedException(
                $"{Path}: the tensor '{name}' is there twice.");
        RefuseOverlap(found.Values);
        return (metadata, found);
    }

    private void RefuseOverlap(IEnumerable<GgufTensor> tensors)
    {
        GgufTensor? last = null;
        foreach (GgufTensor tensor in tensors.OrderBy(tensor => tensor.Offset))
        {
            if (last is not null && tensor.Offset < last.Offset + last.Bytes)
                throw new HeedException(
                    $"{Path}: expected tensors one after another; '{tensor.Name}' begins at byte {tensor.Offset}, inside '{last.Name}', "
                    + $"which ends at {last.Offset + last.Bytes}. The file is broken.");
            last = tensor;
        }
    }

    private (string, long[], uint, ulong) Info(ref GgufCursor cursor, long number)
    {
        string name = cursor.Text($"the name of tensor {number}");
        uint axes = cursor.Number<uint>(name);
        if (axes is 0 or > MostAxes) throw new HeedException($"{Path}: tensor '{name}': expected 1 … {MostAxes} axes; got {axes}.");
        var shape = new long[axes];
        for (int a = (int)axes - 1; a >= 0; a--)
        {
            ulong length = cursor.Number<ulong>(name);
            if (length is 0 or > int.MaxValue) throw new HeedException(
                $"{Path}: tensor '{name}': expected axes of 1 … {int.MaxValue}; got {length}.");
            shape[a] = (long)length;
        }
        return (name, shape, cursor.Number<uint>(name), cursor.Number<ulong>(name));
    }

    private GgufTensor Place(string name, long[] shape, uint type, ulong offset, long data, long alignment)
    {
        StoredFormat format = GgufFormats.Of(type)
            ?? throw new HeedException(
                $"{Path}: tensor '{name}' is stored as {GgufFormats.Name(type)}; Heed reads {GgufFormats.Known}.") { IsUnsupported = true };
        UInt128 rows = 1;
        foreach (long length in shape[..^1]) rows *= (UInt128)length;
        long rowBytes;
        try
        {
            rowBytes = StoredMatrix.BytesOfRow(format, (int)shape[^1]);
        }
        catch (ArgumentException error)
        {
            throw new HeedException($"{Path}: tensor '{name}' [{string.Join(", ", shape)}]: {error.Message}", error);
        }
        UInt128 bytes = rows * (UInt128)rowBytes;
        if (offset % (ulong)alignment != 0) throw new HeedException(
            $"{Path}: tensor '{name}': expected an offset that is a multiple of {alignment}; got {offset}.");
        if (data > _length || offset > (ulong)(_length - data) || bytes > (UInt128)(ulong)(_length - data - (long)offset))
            throw new HeedException(
                $"{Path}: tensor '{name}' [{string.Join(", ", shape)}] as {format} takes {bytes} bytes from byte "
                + $"{(UInt128)offset + (UInt128)(ulong)data}; the file has {_length}. It is cut short or broken.");
        return new GgufTensor(name, shape, format, data + (long)offset, (long)bytes);
    }
}
