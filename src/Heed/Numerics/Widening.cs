using System.Numerics.Tensors;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Heed.Numerics;

/// <summary>16-bit numbers as float32; exact.</summary>
internal static unsafe class Widening
{
    /// <summary>Reads rows from <paramref name="first"/> on, one after the other without gaps.</summary>
    /// <param name="source">[B, H, T, D] of 16-bit numbers.</param>
    /// <param name="batch">Batch index.</param>
    /// <param name="head">Head.</param>
    /// <param name="first">First position.</param>
    /// <param name="rows">How many.</param>
    /// <param name="target">[rows, D].</param>
    public static void Rows(HeadView source, int batch, int head, int first, int rows, float* target)
    {
        for (int r = 0; r < rows; r++)
        {
            var row = (ushort*)source.Data + batch * source.BatchStride + head * source.HeadStride + (first + r) * source.RowStride;
            Run(source.Element, row, source.Width, target + (nint)r * source.Width);
        }
    }

    /// <summary>Reads <paramref name="count"/> numbers that lie side by side.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Run(ElementType element, ushort* source, int count, float* target)
    {
        if (element == ElementType.Float16)
        {
            TensorPrimitives.ConvertToSingle(new ReadOnlySpan<Half>(source, count), new Span<float>(target, count));
            return;
        }
        int i = 0;
        for (; i + 16 <= count; i += 16)
        {
            (Vector256<uint> low, Vector256<uint> high) = Vector256.Widen(Vector256.Load(source + i));
            (low << 16).AsSingle().Store(target + i);
            (high << 16).AsSingle().Store(target + i + 8);
        }
        for (; i < count; i++) target[i] = BitConverter.UInt32BitsToSingle((uint)source[i] << 16);
    }
}
