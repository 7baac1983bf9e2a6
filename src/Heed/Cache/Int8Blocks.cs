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
        for (int first = 0; first < width; first += Size, target += Size, scales++)
        {
            int count = Math.Min(Size, width - first);
            float largest = 0f;
            for (int i = 0; i < count; i++) largest = MathF.Max(largest, MathF.Abs(source[first + i])); // NaN stays
            bool finite = float.IsFinite(largest);
            float scale = finite ? largest / 127f : float.NaN;
            *scales = scale;
            for (int i = 0; i < Size; i++)
                target[i] = finite && scale > 0 && i < count ? (sbyte)Math.Clamp(MathF.Round(source[first + i] / scale), -127f, 127f) : (sbyte)0;
        }
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
