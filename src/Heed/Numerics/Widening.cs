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
    /// <param name="element">Float16 or bfloat16.</param>
    /// <param name="source">The numbers.</param>
    /// <param name="count">How many.</param>
    /// <param name="target">[count].</param>
    /// <param name="ahead">What is read next, to be asked for meanwhile, as many; null for none.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Run(ElementType element, ushort* source, int count, float* target, ushort* ahead = null)
    {
        int i = 0;
        for (; i + 16 <= count; i += 16)
        {
            if (ahead != null && i % 32 == 0) Prefetch.Line(ahead + i);
            (Vector256<uint> low, Vector256<uint> high) = Vector256.Widen(Vector256.Load(source + i));
            (element == ElementType.Float16 ? Float16(low) : BFloat16(low)).Store(target + i);
            (element == ElementType.Float16 ? Float16(high) : BFloat16(high)).Store(target + i + 8);
        }
        for (; i < count; i++)
        {
            Vector256<uint> one = Vector256.CreateScalar((uint)source[i]);
            target[i] = (element == ElementType.Float16 ? Float16(one) : BFloat16(one)).ToScalar();
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<float> BFloat16(Vector256<uint> bits) => (bits << 16).AsSingle();

    /// <summary>
    /// The magnitude's bits, moved to float32's places, are the number times 2^−112, small ones included; ∞ and NaN take the largest
    /// exponent instead.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<float> Float16(Vector256<uint> bits)
    {
        Vector256<uint> magnitude = (bits & Vector256.Create(0x7FFFu)) << 13, sign = (bits & Vector256.Create(0x8000u)) << 16;
        Vector256<uint> finite = (magnitude.AsSingle() * Vector256.Create(5.192296858534828e33f)).AsUInt32();
        Vector256<uint> special = magnitude | Vector256.Create(0x7F800000u);
        Vector256<uint> isSpecial = Vector256.GreaterThanOrEqual(magnitude.AsInt32(), Vector256.Create(0x7C00 << 13)).AsUInt32();
        return (Vector256.ConditionalSelect(isSpecial, special, finite) | sign).AsSingle();
    }

    /// <inheritdoc cref="Float16(Vector256{uint})"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<float> Float16(Vector512<uint> bits)
    {
        Vector512<uint> magnitude = (bits & Vector512.Create(0x7FFFu)) << 13, sign = (bits & Vector512.Create(0x8000u)) << 16;
        Vector512<uint> finite = (magnitude.AsSingle() * Vector512.Create(5.192296858534828e33f)).AsUInt32();
        Vector512<uint> special = magnitude | Vector512.Create(0x7F800000u);
        Vector512<uint> isSpecial = Vector512.GreaterThanOrEqual(magnitude.AsInt32(), Vector512.Create(0x7C00 << 13)).AsUInt32();
        return (Vector512.ConditionalSelect(isSpecial, special, finite) | sign).AsSingle();
    }
}
