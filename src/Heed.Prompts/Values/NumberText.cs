using System.Globalization;

namespace Heed.Prompts.Values;

/// <summary>Numbers as JavaScript writes them (ECMA-262, Number::toString): the shortest digits that read back as the same number.</summary>
internal static class NumberText
{
    /// <summary>The text of a number: <c>5</c>, <c>0.1</c>, <c>1e+21</c>, <c>1e-7</c>.</summary>
    public static string Of(double number)
    {
        if (double.IsNaN(number)) return "NaN";
        if (double.IsInfinity(number)) return number > 0 ? "Infinity" : "-Infinity";
        if (number == 0) return "0";
        // Shortest digits as .NET writes them: 123.45, 1E+21 or 1.5E-07.
        string[] parts = Math.Abs(number).ToString("R", CultureInfo.InvariantCulture).Split('E');
        int exponent = parts.Length > 1 ? int.Parse(parts[1], CultureInfo.InvariantCulture) : 0;
        string whole = parts[0].Split('.')[0], all = parts[0].Replace(".", "", StringComparison.Ordinal);
        string digits = all.TrimStart('0');
        // The number is 0.digits × 10^point.
        int point = whole.Length + exponent - (all.Length - digits.Length);
        digits = digits.TrimEnd('0');
        string sign = number < 0 ? "-" : "";
        if (point is > 0 and <= 21)
            return sign + (digits.Length <= point ? digits.PadRight(point, '0') : $"{digits[..point]}.{digits[point..]}");
        if (point is > -6 and <= 0) return $"{sign}0.{new string('0', -point)}{digits}";
        string power = (point > 0 ? "+" : "-") + Math.Abs(point - 1).ToString(CultureInfo.InvariantCulture);
        return $"{sign}{digits[0]}{(digits.Length > 1 ? "." + digits[1..] : "")}e{power}";
    }
}
