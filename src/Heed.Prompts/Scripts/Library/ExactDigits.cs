using System.Globalization;
using System.Numerics;

namespace Heed.Prompts.Scripts.Library;

/// <summary>Digits of the number that a double is, rounded once: of two that are equally near the one farther from 0 (ECMA-262, toFixed).</summary>
internal static class ExactDigits
{
    /// <summary>A number with so many digits behind its point.</summary>
    public static string Fixed(double number, int digits)
    {
        long bits = BitConverter.DoubleToInt64Bits(number);
        int power = (int)(bits >> 52 & 0x7ff);
        long fraction = bits & 0xfffffffffffff;
        // |number| = whole × 2^shift
        (BigInteger whole, int shift) = power == 0 ? (fraction, -1074) : (fraction | 1L << 52, power - 1075);
        BigInteger scaled = whole * BigInteger.Pow(10, digits);
        scaled = shift >= 0 ? scaled << shift : scaled + (BigInteger.One << (-shift - 1)) >> -shift;
        string text = scaled.ToString(CultureInfo.InvariantCulture).PadLeft(digits + 1, '0');
        return (number < 0 && !(whole.IsZero) ? "-" : "") + (digits == 0 ? text : $"{text[..^digits]}.{text[^digits..]}");
    }
}
