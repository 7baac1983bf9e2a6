using System.Globalization;

namespace Heed.Models.Templates.Values;

/// <summary>Arithmetic as Python defines it, on 64-bit whole numbers and doubles; truth values count as 0 and 1.</summary>
internal static class Numbers
{
    /// <summary>Whether a value takes part in arithmetic.</summary>
    public static bool IsNumber(object? value) => value is long or double or bool;

    /// <summary>As a double.</summary>
    public static double Real(object value) => value switch { long whole => whole, bool flag => flag ? 1 : 0, _ => (double)value };

    /// <summary>Order by value; null where one of them is not a number.</summary>
    public static int? Compare(object left, object right)
    {
        if (left is not double && right is not double) return Whole(left).CompareTo(Whole(right));
        double a = Real(left), b = Real(right);
        return double.IsNaN(a) || double.IsNaN(b) ? null : a.CompareTo(b);
    }

    /// <summary>Does <c>+ - * / // % **</c> on two numbers.</summary>
    /// <exception cref="HeedException">A division by zero, or a whole number beyond 64 bits.</exception>
    public static object Apply(RenderState state, string operation, object left, object right)
    {
        try
        {
            return operation == "/" ? Real(left) / NotZero(Real(right))
                : left is double || right is double || (operation == "**" && Whole(right) < 0) ? Reals(Real(left), Real(right))
                : Wholes(Whole(left), Whole(right));
        }
        catch (OverflowException)
        {
            throw state.Error($"{operation}: the result is beyond 64 bits; expected smaller numbers.");
        }

        object Wholes(long a, long b) => operation switch
        {
            "+" => checked(a + b),
            "-" => checked(a - b),
            "*" => checked(a * b),
            "//" => Floor(a, b),
            "%" => b == -1 ? 0L : checked(a - (Floor(a, b) * b)),
            _ => Power(a, b),
        };

        object Reals(double a, double b) => operation switch
        {
            "+" => a + b,
            "-" => a - b,
            "*" => a * b,
            "//" => Math.Floor(a / NotZero(b)),
            "%" => a - (Math.Floor(a / NotZero(b)) * b),
            _ => Math.Pow(a, b),
        };

        long Floor(long a, long b)
        {
            NotZero(b);
            long quotient = checked(a / b);
            return a % b != 0 && (a < 0) != (b < 0) ? quotient - 1 : quotient;
        }

        double NotZero(double value) => value != 0 ? value : throw state.Error($"{operation}: expected a divisor other than 0; got 0.");

        static long Power(long value, long exponent)
        {
            long result = 1;
            for (; exponent > 0; exponent >>= 1)
            {
                if ((exponent & 1) != 0) result = checked(result * value);
                if (exponent > 1) value = checked(value * value);
            }
            return result;
        }
    }

    /// <summary>
    /// As Python prints a float: the shortest digits that give it back, with a point, or with an exponent below 1e-4 and from 1e16 on.
    /// </summary>
    public static string Print(double value)
    {
        if (double.IsNaN(value)) return "nan";
        if (double.IsInfinity(value)) return value > 0 ? "inf" : "-inf";
        (string digits, int exponent) = Digits(value);
        if (digits.Length == 0) return double.IsNegative(value) ? "-0.0" : "0.0";
        string sign = value < 0 ? "-" : "";
        if (exponent is < -4 or >= 16)
            return $"{sign}{digits[0]}{(digits.Length > 1 ? "." + digits[1..] : "")}e{(exponent < 0 ? '-' : '+')}{Math.Abs(exponent):00}";
        if (exponent < 0) return $"{sign}0.{new string('0', -exponent - 1)}{digits}";
        return digits.Length <= exponent + 1
            ? $"{sign}{digits.PadRight(exponent + 1, '0')}.0"
            : $"{sign}{digits[..(exponent + 1)]}.{digits[(exponent + 1)..]}";
    }

    /// <summary>The shortest digits that give a finite number back, without zeros at the ends, and the power of ten of the first; none for 0.</summary>
    public static (string Digits, int Exponent) Digits(double value)
    {
        // The shortest digits are .NET's too: 123.45, 0.001 or 1.5E-07; only where the point and the exponent stand differs.
        string[] parts = value.ToString("R", CultureInfo.InvariantCulture).TrimStart('-').Split('E');
        int point = parts[0].IndexOf('.') is >= 0 and var at ? at : parts[0].Length;
        string digits = parts[0].Replace(".", "");
        int zeros = digits.Length - digits.TrimStart('0').Length;
        return (digits.Trim('0'), point - 1 - zeros + (parts.Length > 1 ? int.Parse(parts[1], CultureInfo.InvariantCulture) : 0));
    }

    private static long Whole(object value) => value is bool flag ? flag ? 1 : 0 : (long)value;
}
