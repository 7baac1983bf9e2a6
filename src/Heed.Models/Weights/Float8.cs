namespace Heed.Models.Weights;

/// <summary>Floats of eight bits (Micikevicius et al. 2022, "FP8 formats for deep learning"); exact as float32.</summary>
internal static class Float8
{
    private const float TwoToThe120 = 1.329227995784916e36f;

    /// <summary>Four bits of exponent, three of fraction; no infinities, and all ones is NaN.</summary>
    public static float FromE4M3(byte bits)
    {
        int magnitude = bits & 0x7F;
        // The magnitude's bits, moved to float32's places, are the number times 2^−120, small ones included.
        float number = magnitude == 0x7F ? float.NaN : BitConverter.Int32BitsToSingle(magnitude << 20) * TwoToThe120;
        return bits < 0x80 ? number : -number;
    }

    /// <summary>Five bits of exponent, two of fraction: the upper half of a float16.</summary>
    public static float FromE5M2(byte bits) => (float)BitConverter.UInt16BitsToHalf((ushort)(bits << 8));
}
