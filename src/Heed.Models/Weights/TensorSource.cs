using System.Runtime.InteropServices;

namespace Heed.Models.Weights;

/// <summary>A tensor to be written: its name, type and shape, and a way to get its elements piece by piece.</summary>
public sealed class TensorSource
{
    // Elements converted at once while writing.
    private const int Block = 16 * 1024;

    private readonly Action<Stream> _write;

    private TensorSource(string name, TensorType type, long[] shape, long count, Action<Stream> write)
    {
        Name = name;
        Type = type;
        Shape = shape;
        Count = count;
        _write = write;
    }

    /// <summary>Fills a block of a tensor.</summary>
    /// <param name="start">Index of the block's first element in the tensor, row-major.</param>
    /// <param name="into">Receives the elements from <paramref name="start"/> on.</param>
    public delegate void FillFloats(long start, Span<float> into);

    /// <summary>The tensor's name.</summary>
    public string Name { get; }

    /// <summary>The type it is written as.</summary>
    public TensorType Type { get; }

    /// <summary>Its axes, outermost first.</summary>
    public long[] Shape { get; }

    /// <summary>Number of elements.</summary>
    public long Count { get; }

    /// <summary>A tensor of float32 values, written as F32, or rounded to F16 or BF16 (nearest, ties to even).</summary>
    /// <exception cref="ArgumentException">The type is another, or <paramref name="values"/> has another length than the shape.</exception>
    public static TensorSource Floats(string name, long[] shape, ReadOnlyMemory<float> values, TensorType type = TensorType.F32)
    {
        CheckLength(name, shape, values.Length);
        return Floats(name, shape, (start, into) => values.Span.Slice((int)start, into.Length).CopyTo(into), type);
    }

    /// <summary>A tensor of float32 values that <paramref name="fill"/> gives block by block, in order and once.</summary>
    /// <exception cref="ArgumentException">The type is none of F32, F16 and BF16.</exception>
    public static TensorSource Floats(string name, long[] shape, FillFloats fill, TensorType type = TensorType.F32)
    {
        ArgumentNullException.ThrowIfNull(fill);
        if (type is not (TensorType.F32 or TensorType.F16 or TensorType.BF16))
        {
            throw new ArgumentException($"type: expected F32, F16 or BF16 for floats; got {type}.", nameof(type));
        }

        var count = CountOf(name, shape);
        return new TensorSource(name, type, shape, count, stream => WriteFloats(stream, count, fill, type));
    }

    /// <summary>A tensor of I64.</summary>
    /// <exception cref="ArgumentException"><paramref name="values"/> has another length than the shape.</exception>
    public static TensorSource Int64(string name, long[] shape, ReadOnlyMemory<long> values)
    {
        var count = CheckLength(name, shape, values.Length);
        return new TensorSource(name, TensorType.I64, shape, count, stream => stream.Write(MemoryMarshal.AsBytes(values.Span)));
    }

    /// <summary>A tensor of any type from its little-endian bytes.</summary>
    /// <exception cref="ArgumentException"><paramref name="bytes"/> has another length than shape × element size.</exception>
    public static TensorSource Raw(string name, TensorType type, long[] shape, ReadOnlyMemory<byte> bytes)
    {
        var count = CountOf(name, shape);
        if (bytes.Length != checked(count * type.Bytes()))
        {
            throw new ArgumentException(
                $"bytes: expected {count * type.Bytes()} for '{name}' {type} [{string.Join(", ", shape)}]; got {bytes.Length}.");
        }

        return new TensorSource(name, type, shape, count, stream => stream.Write(bytes.Span));
    }

    internal void WriteTo(Stream stream) => _write(stream);

    private static void WriteFloats(Stream stream, long count, FillFloats fill, TensorType type)
    {
        var block = new float[(int)Math.Min(Block, count)];
        var narrow = new ushort[type == TensorType.F32 ? 0 : block.Length];
        for (long start = 0; start < count; start += Block)
        {
            var length = (int)Math.Min(Block, count - start);
            var values = block.AsSpan(0, length);
            fill(start, values);
            if (type == TensorType.F32)
            {
                stream.Write(MemoryMarshal.AsBytes(values));
                continue;
            }

            for (var i = 0; i < length; i++)
            {
                narrow[i] = type == TensorType.F16 ? FloatNarrowing.ToFloat16(values[i]) : FloatNarrowing.ToBFloat16(values[i]);
            }

            stream.Write(MemoryMarshal.AsBytes(narrow.AsSpan(0, length)));
        }
    }

    private static long CheckLength(string name, long[] shape, int length)
    {
        var count = CountOf(name, shape);
        return count == length
            ? count
            : throw new ArgumentException($"values: expected {count} for '{name}' [{string.Join(", ", shape)}]; got {length}.");
    }

    private static long CountOf(string name, long[] shape)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        ArgumentNullException.ThrowIfNull(shape);
        long count = 1;
        foreach (var axis in shape)
        {
            ArgumentOutOfRangeException.ThrowIfNegative(axis, nameof(shape));
            count = checked(count * axis);
        }

        return count;
    }
}
