using System.Numerics.Tensors;

namespace Heed.Numerics;

/// <summary>Rows of 16-bit numbers as float32; exact.</summary>
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
            var into = new Span<float>(target + (nint)r * source.Width, source.Width);
            if (source.Element == ElementType.Float16) TensorPrimitives.ConvertToSingle(new ReadOnlySpan<Half>(row, source.Width), into);
            else
                for (int d = 0; d < into.Length; d++) into[d] = BitConverter.UInt32BitsToSingle((uint)row[d] << 16);
        }
    }
}
