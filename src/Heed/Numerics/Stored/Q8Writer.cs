namespace Heed.Numerics;

/// <summary>Rounds numbers to <see cref="StoredFormat.Q8_0"/>: d = max |x| / 127 as float16, n the nearest whole number to x / d.</summary>
/// <remarks>A number is off by at most half a step and what the scale's own rounding takes from the largest, together max |x| / 127 · 0.57 of its block,
/// where the scale is a normal float16: max |x| from 0.008 on. Smaller blocks err by up to a whole step, and those below 4e-6 become 0.</remarks>
public static unsafe class Q8Writer
{
    private const int Block = 32;

    /// <summary>Writes one row.</summary>
    /// <param name="source">Finite numbers, a multiple of 32.</param>
    /// <param name="target">34 bytes for every 32 numbers.</param>
    /// <exception cref="ArgumentException">The columns are no whole blocks, or a number is not finite or too large for the scale.</exception>
    public static void Write(ReadOnlySpan<float> source, Span<byte> target)
    {
        if (source.Length % Block != 0)
            throw new ArgumentException($"source: expected a multiple of {Block} numbers; got {source.Length}.", nameof(source));
        if (target.Length != source.Length / Block * Q8Format.BlockBytes)
            throw new ArgumentException($"target: expected {source.Length / Block * Q8Format.BlockBytes} bytes; got {target.Length}.", nameof(target));
        for (; !source.IsEmpty; source = source[Block..], target = target[Q8Format.BlockBytes..]) WriteBlock(source[..Block], target);
    }

    private static void WriteBlock(ReadOnlySpan<float> source, Span<byte> target)
    {
        float largest = 0f;
        foreach (float x in source) largest = MathF.Max(largest, MathF.Abs(x)); // NaN stays
        var half = (Half)(largest / 127f);
        if (!Half.IsFinite(half)) throw new ArgumentException($"source: expected finite numbers up to 8e6; got {largest}.", nameof(source));
        BitConverter.TryWriteBytes(target, half);
        float scale = (float)half;
        for (int i = 0; i < Block; i++)
            target[2 + i] = (byte)(sbyte)(scale == 0f ? 0f : Math.Clamp(MathF.Round(source[i] / scale), -127f, 127f));
    }
}
