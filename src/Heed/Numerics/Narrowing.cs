using System.Numerics.Tensors;

namespace Heed.Numerics;

/// <summary>Float32 numbers as 16-bit ones: the nearest, ties to even; beyond the largest finite one ∞; NaN stays NaN.</summary>
internal static unsafe class Narrowing
{
    /// <summary>Writes <paramref name="count"/> numbers side by side.</summary>
    public static void Run(ElementType element, float* source, int count, ushort* target)
    {
        if (element == ElementType.Float16)
            TensorPrimitives.ConvertToHalf(new ReadOnlySpan<float>(source, count), new Span<Half>(target, count));
        else
            for (int i = 0; i < count; i++) target[i] = BFloat16(BitConverter.SingleToUInt32Bits(source[i]));
    }

    // Half a step less the last bit kept, added to the bits of the magnitude: a carry goes on into the exponent, as it should.
    private static ushort BFloat16(uint bits)
        => (bits & 0x7FFFFFFF) > 0x7F800000 ? (ushort)(bits >> 16 | 0x40) : (ushort)(bits + 0x7FFF + (bits >> 16 & 1) >> 16);
}
