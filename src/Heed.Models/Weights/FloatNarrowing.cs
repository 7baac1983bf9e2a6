namespace Heed.Models.Weights;

/// <summary>Rounds float32 to the 16-bit types, to nearest with ties to even.</summary>
internal static class FloatNarrowing
{
    /// <summary>binary16; beyond 65519.99… becomes infinity, subnormals are kept.</summary>
    public static ushort ToFloat16(float value) => BitConverter.HalfToUInt16Bits((Half)value);

    /// <summary>bfloat16; a NaN stays a (quiet) NaN of the same sign, rounding may carry into infinity.</summary>
    public static ushort ToBFloat16(float value)
    {
        var bits = BitConverter.SingleToUInt32Bits(value);
        if (float.IsNaN(value))
        {
            // The payload may lie in the lower half alone; the quiet bit keeps it from becoming infinity.
            return (ushort)((bits >> 16) | 0x0040);
        }

        // Half of the last kept bit, less one where the kept part is even: a tie then rounds down to even.
        var rounding = 0x7FFFu + ((bits >> 16) & 1);
        return (ushort)((bits + rounding) >> 16);
    }
}
