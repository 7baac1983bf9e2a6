using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;
using Heed.Numerics;

namespace Heed.Cache;

/// <summary>
/// Rows of signed bytes with one float scale for every 32 of them, symmetric: x ≈ scale · n, scale = max |x| / 127, n from −127 to 127.
/// </summary>
/// <remarks>
/// A value is off by at most half a step, max |x| / 254 of its block (and float rounding of the scale, some 1e-7 of the value). A block
/// with a NaN or an ∞ reads back as NaN throughout. Reading gives the same bits at every register width: a product, rounded once.
/// </remarks>
internal static unsafe class Int8Blocks
{
    /// <summary>Values that share a scale.</summary>
    public const int Size = 32;

    /// <summary>Bytes ahead that a reader asks for: 32 rows of 128.</summary>
    private const int Ahead = 4096;

    /// <summary>Bytes of a row, whole blocks.</summary>
    public static int Stride(int width) => (width + Size - 1) / Size * Size;

    /// <summary>Writes a row; past its end a block is filled with 0.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Write(float* source, int width, sbyte* target, float* scales)
    {
        float* last = stackalloc float[Size];
        for (int first = 0; first < width; first += Size, target += Size, scales++)
        {
            float* block = source + first;
            if (width - first < Size)
            {
                new Span<float>(block, width - first).CopyTo(new Span<float>(last, width - first));
                new Span<float>(last + (width - first), Size - (width - first)).Clear();
                block = last;
            }
            *scales = WriteBlock(block, target);
        }
    }

    /// <summary>Writes 32 values; returns their scale.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static float WriteBlock(float* source, sbyte* target)
    {
        Vector256<float> a = Vector256.Load(source), b = Vector256.Load(source + 8);
        Vector256<float> c = Vector256.Load(source + 16), d = Vector256.Load(source + 24);
        float largest = LargestMagnitude(a, b, c, d);
        float scale = float.IsFinite(largest) ? largest / 127f : float.NaN;
        if (!(scale > 0))
        {
            Vector256<sbyte>.Zero.Store(target);
            return scale;
        }
        Vector256<short> low = Vector256.Narrow(Steps(a, scale), Steps(b, scale)),
            high = Vector256.Narrow(Steps(c, scale), Steps(d, scale));
        Vector256.Narrow(low, high).Store(target);
        return scale;
    }

    /// <summary>The largest |x|: as bits of the magnitude, which have the order of the numbers, with ∞ and then NaN above them.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static float LargestMagnitude(Vector256<float> a, Vector256<float> b, Vector256<float> c, Vector256<float> d)
    {
        Vector256<int> magnitude = Vector256.Create(int.MaxValue);
        Vector256<int> largest = Vector256.Max(
            Vector256.Max(a.AsInt32() & magnitude, b.AsInt32() & magnitude),
            Vector256.Max(c.AsInt32() & magnitude, d.AsInt32() & magnitude));
        Vector128<int> four = Vector128.Max(largest.GetLower(), largest.GetUpper());
        return BitConverter.Int32BitsToSingle(Math.Max(Math.Max(four[0], four[1]), Math.Max(four[2], four[3])));
    }

    /// <summary>x / scale to the nearest whole number, ties to even, from −127 to 127.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<int> Steps(Vector256<float> values, float scale)
    {
        Vector256<float> steps = Vector256.Round(values / Vector256.Create(scale));
        return Vector256.ConvertToInt32Native(
            Vector256.MaxNative(Vector256.MinNative(steps, Vector256.Create(127f)), Vector256.Create(-127f)));
    }

    /// <summary>Reads <paramref name="count"/> whole blocks.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Read(sbyte* source, float* scales, int count, float* target)
    {
        for (int block = 0; block < count; block++, source += Size, target += Size)
        {
            float scale = scales[block];
            if (block % 2 == 0) Prefetch.Line(source + Ahead); // two blocks a line
            if (Vector512.IsHardwareAccelerated && Avx512F.IsSupported)
            {
                Vector512<float> factor = Vector512.Create(scale);
                for (int i = 0; i < Size; i += 16)
                    (Vector512.ConvertToSingle(Avx512F.ConvertToVector512Int32(Vector128.Load(source + i))) * factor).Store(target + i);
            }
            else
            {
                Vector128<float> factor = Vector128.Create(scale);
                for (int i = 0; i < Size; i += 16)
                {
                    (Vector128<short> low, Vector128<short> high) = Vector128.Widen(Vector128.Load(source + i));
                    (Vector128<int> a, Vector128<int> b) = Vector128.Widen(low);
                    (Vector128<int> c, Vector128<int> d) = Vector128.Widen(high);
                    (Vector128.ConvertToSingle(a) * factor).Store(target + i);
                    (Vector128.ConvertToSingle(b) * factor).Store(target + i + 4);
                    (Vector128.ConvertToSingle(c) * factor).Store(target + i + 8);
                    (Vector128.ConvertToSingle(d) * factor).Store(target + i + 12);
                }
            }
        }
    }
}
