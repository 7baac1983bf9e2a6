namespace Heed.Models.Weights;

/// <summary>
/// Tensors by name, read from one safetensors file or from a folder of shards.
/// Reading is safe from several threads; spans and pointers are valid until <see cref="Dispose()"/>.
/// </summary>
public abstract partial class SafetensorsStore : IDisposable
{
    /// <summary>Where the tensors come from; used in messages.</summary>
    public abstract string Path { get; }

    /// <summary>All tensors by name.</summary>
    public abstract IReadOnlyDictionary<string, SafetensorsEntry> Entries { get; }

    /// <summary>The text the writer left beside the tensors; may be empty.</summary>
    public abstract IReadOnlyDictionary<string, string> Metadata { get; }

    /// <summary>Address of a tensor's first byte, read-only and without any alignment.</summary>
    /// <exception cref="HeedException">There is no tensor of this name.</exception>
    public abstract unsafe byte* Pointer(string name);

    /// <summary>Whether a tensor of this name exists.</summary>
    public bool Contains(string name) => Entries.ContainsKey(name);

    /// <summary>The entry of a tensor.</summary>
    /// <exception cref="HeedException">There is no tensor of this name.</exception>
    public SafetensorsEntry Entry(string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        return Entries.TryGetValue(name, out var entry)
            ? entry
            : throw new HeedException($"{Path}: there is no tensor '{name}' among its {Entries.Count}.");
    }

    /// <summary>A tensor's bytes as they lie in the file, little-endian.</summary>
    /// <exception cref="HeedException">There is no tensor of this name, or it has 2 GiB or more.</exception>
    public unsafe ReadOnlySpan<byte> Bytes(string name)
    {
        var entry = Entry(name);
        return entry.ByteLength <= int.MaxValue
            ? new ReadOnlySpan<byte>(Pointer(name), (int)entry.ByteLength)
            : throw new HeedException(
                $"{Path}: tensor '{name}' has {entry.ByteLength} bytes, more than a span holds; use Pointer or ReadFloats.");
    }

    /// <inheritdoc />
    public void Dispose()
    {
        Dispose(true);
        GC.SuppressFinalize(this);
    }

    /// <summary>Releases the mapped files.</summary>
    protected abstract void Dispose(bool disposing);
}
