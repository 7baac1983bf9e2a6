using Heed.Models.Weights;

namespace Heed.Models.Tests.Weights;

public class FloatConversionTests
{
    [Theory]
    [InlineData(0x0000, 0f)]
    [InlineData(0x8000, -0f)]
    [InlineData(0x3F80, 1f)]
    [InlineData(0x0001, 9.1835E-41f)]
    [InlineData(0x7F80, float.PositiveInfinity)]
    [InlineData(0xFF80, float.NegativeInfinity)]
    public void FromBFloat16_Value_IsExact(int bits, float expected) =>
        Assert.Equal(BitConverter.SingleToInt32Bits(expected), BitConverter.SingleToInt32Bits(FloatWidening.FromBFloat16((ushort)bits)));

    [Fact]
    public void ToBFloat16_EveryBFloat16_ComesBack()
    {
        for (var bits = 0; bits <= ushort.MaxValue; bits++)
        {
            var value = FloatWidening.FromBFloat16((ushort)bits);
            var back = FloatNarrowing.ToBFloat16(value);
            Assert.True(float.IsNaN(value) ? float.IsNaN(FloatWidening.FromBFloat16(back)) : back == bits);
        }
    }

    [Theory]
    [InlineData(0x3F808000, 0x3F80)] // Tie, even below.
    [InlineData(0x3F818000, 0x3F82)] // Tie, even above.
    [InlineData(0x3F808001, 0x3F81)] // Just above the tie.
    [InlineData(0x3F807FFF, 0x3F80)] // Just below the tie.
    [InlineData(0x7F7FFFFF, 0x7F80)] // The largest float32 rounds to infinity.
    [InlineData(0x00000001, 0x0000)] // The smallest subnormal rounds to zero.
    [InlineData(0x00018000, 0x0002)] // Subnormal tie.
    [InlineData(0x7F800001, 0x7FC0)] // A NaN whose payload lies in the lower half.
    [InlineData(unchecked((int)0xFFFFFFFF), 0xFFFF)]
    public void ToBFloat16_Bits_RoundsToNearestEven(int single, int expected) =>
        Assert.Equal(expected, FloatNarrowing.ToBFloat16(BitConverter.Int32BitsToSingle(single)));

    [Theory]
    [InlineData(65504f, 0x7BFF)]
    [InlineData(65519f, 0x7BFF)]
    [InlineData(65520f, 0x7C00)] // The tie between the largest and infinity.
    [InlineData(5.9604645E-08f, 0x0001)] // 2⁻²⁴, the smallest subnormal.
    [InlineData(2.9802322E-08f, 0x0000)] // 2⁻²⁵: a tie, down to zero.
    [InlineData(8.940697E-08f, 0x0002)] // 1.5 × 2⁻²⁴: a tie, up to even.
    [InlineData(-0f, 0x8000)]
    [InlineData(float.NegativeInfinity, 0xFC00)]
    [InlineData(1.00048828125f, 0x3C00)] // 1 + 2⁻¹¹: a tie, down to even.
    [InlineData(1.00146484375f, 0x3C02)] // 1 + 3 × 2⁻¹¹: a tie, up to even.
    public void ToFloat16_Value_RoundsToNearestEven(float value, int expected) => Assert.Equal(expected, FloatNarrowing.ToFloat16(value));

    [Fact]
    public void ToFloat16_NaN_StaysNaN() => Assert.True(Half.IsNaN(BitConverter.UInt16BitsToHalf(FloatNarrowing.ToFloat16(float.NaN))));

    [Fact]
    public unsafe void Read_Float16_WidensSubnormalsInfinitiesAndNaN()
    {
        ushort[] bits = [0x0001, 0x03FF, 0x8001, 0x7C00, 0xFC00, 0x7E00, 0x3C00];
        var floats = new float[bits.Length];
        var doubles = new double[bits.Length];
        fixed (ushort* from = bits)
        {
            FloatWidening.Read((byte*)from, TensorType.F16, floats);
            FloatWidening.Read((byte*)from, TensorType.F16, doubles);
        }

        var tiny = MathF.Pow(2, -24);
        float[] expected = [tiny, 1023 * tiny, -tiny, float.PositiveInfinity, float.NegativeInfinity, float.NaN, 1];
        Assert.Equal(expected, floats);
        Assert.Equal(expected.Select(value => (double)value), doubles);
    }

    [Fact]
    public unsafe void Read_Float64_RoundsToFloat32()
    {
        double[] values = [0.1, 1e300, -1e-300, double.NaN];
        var floats = new float[values.Length];
        fixed (double* from = values)
        {
            FloatWidening.Read((byte*)from, TensorType.F64, floats);
        }

        Assert.Equal([0.1f, float.PositiveInfinity, -0f, float.NaN], floats);
    }

    [Theory]
    [InlineData(0x00, 0f)]
    [InlineData(0x01, 0.001953125f)] // 2^−9, the smallest
    [InlineData(0x08, 0.015625f)] // 2^−6, the smallest normal one
    [InlineData(0x38, 1f)]
    [InlineData(0xBC, -1.5f)]
    [InlineData(0x7E, 448f)] // the largest
    [InlineData(0x7F, float.NaN)]
    [InlineData(0xFF, float.NaN)]
    public void FromE4M3_GivesTheNumber(byte bits, float expected) => Assert.Equal(expected, Float8.FromE4M3(bits));

    [Theory]
    [InlineData(0x01, 1.52587890625e-5f)] // 2^−16, the smallest
    [InlineData(0x3C, 1f)]
    [InlineData(0xC1, -2.5f)]
    [InlineData(0x7B, 57344f)] // the largest
    [InlineData(0x7C, float.PositiveInfinity)]
    [InlineData(0xFC, float.NegativeInfinity)]
    [InlineData(0x7E, float.NaN)]
    public void FromE5M2_GivesTheNumber(byte bits, float expected) => Assert.Equal(expected, Float8.FromE5M2(bits));
}
