using System.Globalization;

namespace Heed.Lens.Views;

/// <summary>Numbers with their sign, as print has it.</summary>
internal static class SignedNumber
{
    /// <summary>Such as +1.50 or −0.20; what rounds to nothing is 0, without a sign.</summary>
    /// <param name="value">The number.</param>
    /// <param name="digits">Digits after the point.</param>
    public static string Text(double value, int digits)
    {
        double rounded = Math.Round(value, digits);
        return rounded == 0 ? "0" : (rounded > 0 ? "+" : "−") + Math.Abs(rounded).ToString("F" + digits, CultureInfo.InvariantCulture);
    }
}
