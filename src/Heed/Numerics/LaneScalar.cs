using System.Runtime.CompilerServices;

namespace Heed.Numerics;

/// <summary>One float at a time: the fallback where no vector unit is to be had.</summary>
public readonly unsafe struct LaneScalar : ILane<float>
{
    /// <inheritdoc/>
    public static int Width => 1;

    /// <inheritdoc/>
    public static int TileVectors => 2;

    /// <inheritdoc/>
    public static float Zero => 0f;

    /// <inheritdoc/>
    public static float Splat(float value) => value;

    /// <inheritdoc/>
    public static float Load(float* source) => *source;

    /// <inheritdoc/>
    public static void Store(float value, float* target) => *target = value;

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float LoadFloat16(ushort* source) => (float)BitConverter.UInt16BitsToHalf(*source);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float LoadBFloat16(ushort* source) => BitConverter.UInt32BitsToSingle((uint)*source << 16);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float LoadSignedBytes(sbyte* source) => *source;

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float LoadBits(byte* source, int shift, int mask) => *source >> shift & mask;

    /// <inheritdoc/>
    public static float LoadPartial(float* source, int count) => count > 0 ? *source : 0f;

    /// <inheritdoc/>
    public static void StorePartial(float value, float* target, int count)
    {
        if (count > 0) *target = value;
    }

    /// <inheritdoc/>
    public static float Add(float a, float b) => a + b;

    /// <inheritdoc/>
    public static float Subtract(float a, float b) => a - b;

    /// <inheritdoc/>
    public static float Multiply(float a, float b) => a * b;

    /// <inheritdoc/>
    public static float Divide(float a, float b) => a / b;

    /// <inheritdoc/>
    public static float SquareRoot(float a) => MathF.Sqrt(a);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float FusedMultiplyAdd(float a, float b, float c) => a * b + c;

    /// <inheritdoc/>
    public static float Max(float a, float b) => a > b ? a : b;

    /// <inheritdoc/>
    public static float Min(float a, float b) => a < b ? a : b;

    /// <inheritdoc/>
    public static float Round(float a) => MathF.Round(a);

    /// <inheritdoc/>
    public static float Exponent(float x) => x < -200f ? -200f : x > 200f ? 200f : x;

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float Scale(float a, float n) => MathF.ScaleB(a, (int)n);

    /// <inheritdoc/>
    public static float Select(uint bits, float a, float b) => (bits & 1) != 0 ? a : b;

    /// <inheritdoc/>
    public static uint Greater(float a, float b) => a > b ? 1u : 0u;

    /// <inheritdoc/>
    public static float SwapPairs(float a) => a;

    /// <inheritdoc/>
    public static float Sum(float a) => a;

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void StoreSums(float a, float b, float c, float d, float* target)
        => (target[0], target[1], target[2], target[3]) = (a, b, c, d);

    /// <inheritdoc/>
    public static float MaxAcross(float a) => a;
}
