using System.Globalization;
using Heed.Prompts.Scripts.Values;
using Heed.Prompts.Values;

namespace Heed.Prompts.Scripts.Library;

/// <summary>Number, and what numbers can do.</summary>
internal static class NumberLibrary
{
    private const string Digits = "0123456789abcdefghijklmnopqrstuvwxyz";
    private const double Safe = 9007199254740991; // 2^53 − 1

    /// <summary>Their methods.</summary>
    public static Dictionary<string, ScriptFunction> Methods { get; } = Function.Table(
        Function.Of("toFixed", (state, self, arguments) => Fixed(ScriptValue.Number(state, self), arguments.Whole(state, 0, 0))),
        Function.Of("toPrecision", (state, self, arguments) => Precision(ScriptValue.Number(state, self), arguments.Whole(state, 0, double.NaN))),
        Function.Of("toString", (state, self, arguments) => Radix(ScriptValue.Number(state, self), arguments.Whole(state, 0, 10))),
        Function.Of("toLocaleString", (state, self, _) => ScriptValue.Number(state, self).ToString("#,0.###", CultureInfo.InvariantCulture)),
        Function.Of("valueOf", (_, self, _) => self));

    /// <summary>Functions on numbers that are known by their own names.</summary>
    public static IReadOnlyList<ScriptFunction> Globals { get; } =
    [
        Function.Of("parseInt", (state, _, arguments) => Parse(arguments.Text(state, 0), ScriptValue.Bits(state, arguments.At(1)))),
        Function.Of("parseFloat", (state, _, arguments) => ParseStart(arguments.Text(state, 0))),
        Function.Of("isNaN", (state, _, arguments) => double.IsNaN(ScriptValue.Number(state, arguments.At(0)))),
        Function.Of("isFinite", (state, _, arguments) => double.IsFinite(ScriptValue.Number(state, arguments.At(0)))),
    ];

    /// <summary>Number.</summary>
    public static ScriptFunction Constructor()
    {
        ScriptFunction number = Library.Globals.With(
            new ScriptFunction("Number", (state, _, arguments) => arguments.Length == 0 ? 0.0 : ScriptValue.Number(state, arguments[0])),
            Function.Of("isInteger", (_, _, arguments) => arguments.At(0) is double value && double.IsInteger(value)),
            Function.Of("isSafeInteger", (_, _, arguments) => arguments.At(0) is double value && double.IsInteger(value) && Math.Abs(value) <= Safe),
            Function.Of("isFinite", (_, _, arguments) => arguments.At(0) is double value && double.IsFinite(value)),
            Function.Of("isNaN", (_, _, arguments) => arguments.At(0) is double.NaN),
            Globals[0], Globals[1]);
        (string, double)[] constants = [("EPSILON", Math.BitIncrement(1) - 1), ("MAX_SAFE_INTEGER", Safe), ("MIN_SAFE_INTEGER", -Safe),
            ("MAX_VALUE", double.MaxValue), ("MIN_VALUE", double.Epsilon), ("POSITIVE_INFINITY", double.PositiveInfinity),
            ("NEGATIVE_INFINITY", double.NegativeInfinity), ("NaN", double.NaN)];
        foreach ((string name, double value) in constants) number.Members[name] = value;
        return number;
    }

    /// <summary>Digits of a radix; NaN where one does not belong to it and all must, or where there are none.</summary>
    public static double ParseInteger(string text, int radix, bool whole)
    {
        double value = 0;
        int read = 0;
        for (; read < text.Length; read++)
        {
            int digit = Digits.IndexOf(char.ToLowerInvariant(text[read]), StringComparison.Ordinal);
            if (digit < 0 || digit >= radix) break;
            value = value * radix + digit;
        }
        return read == 0 || whole && read < text.Length ? double.NaN : value;
    }

    /// <summary>a to the power b; 1 to an infinite power is NaN, as ECMA-262 has it.</summary>
    public static double Power(double a, double b) => double.IsNaN(b) || Math.Abs(a) == 1 && double.IsInfinity(b) ? double.NaN : Math.Pow(a, b);

    private static double Parse(string text, int radix)
    {
        text = text.Trim();
        int sign = text.StartsWith('-') ? -1 : 1;
        text = text.TrimStart('+', '-');
        if ((radix is 0 or 16) && text.StartsWith("0x", StringComparison.OrdinalIgnoreCase)) (text, radix) = (text[2..], 16);
        if (radix == 0) radix = 10;
        // Decimal digits are read at once, so that long ones are rounded once.
        if (radix == 10) return sign * ParseStart(new string([.. text.TakeWhile(char.IsAsciiDigit)]));
        return radix is < 2 or > 36 ? double.NaN : sign * ParseInteger(text, radix, whole: false);
    }

    private static double ParseStart(string text)
    {
        text = text.Trim();
        if (text.StartsWith("-Infinity", StringComparison.Ordinal)) return double.NegativeInfinity;
        if (text.TrimStart('+').StartsWith("Infinity", StringComparison.Ordinal)) return double.PositiveInfinity;
        int end = 0, good = 0;
        bool point = false, power = false;
        for (; end < text.Length; end++)
        {
            char c = text[end];
            if (char.IsAsciiDigit(c)) good = end + 1;
            else if (c is '+' or '-' && (end == 0 || text[end - 1] is 'e' or 'E')) { }
            else if (c == '.' && !point && !power) (point, good) = (true, good > 0 ? end + 1 : good);
            else if (c is 'e' or 'E' && !power && good > 0) power = true;
            else break;
        }
        return good > 0 && double.TryParse(text.AsSpan(0, good), NumberStyles.Float, CultureInfo.InvariantCulture, out double number) ? number : double.NaN;
    }

    private static string Fixed(double number, double digits)
    {
        if (digits is < 0 or > 100) throw ErrorValues.Range("toFixed: expected 0 to 100 digits");
        return !double.IsFinite(number) || Math.Abs(number) >= 1e21 ? NumberText.Of(number) : ExactDigits.Fixed(number, (int)digits);
    }

    private static string Precision(double number, double digits)
    {
        if (double.IsNaN(digits) || !double.IsFinite(number)) return NumberText.Of(number);
        if (digits is < 1 or > 100) throw ErrorValues.Range("toPrecision: expected 1 to 100 digits");
        string[] parts = number.ToString("E" + ((int)digits - 1), CultureInfo.InvariantCulture).Split('E');
        int exponent = int.Parse(parts[1], CultureInfo.InvariantCulture);
        return exponent < -6 || exponent >= digits ? $"{parts[0]}e{(exponent < 0 ? "-" : "+")}{Math.Abs(exponent)}"
            : number.ToString("F" + Math.Max(0, (int)digits - 1 - exponent), CultureInfo.InvariantCulture);
    }

    private static string Radix(double number, double radix)
    {
        if (radix is < 2 or > 36) throw ErrorValues.Range("toString: expected a radix from 2 to 36");
        if (radix == 10 || !double.IsFinite(number)) return NumberText.Of(number);
        if (number != Math.Truncate(number) || Math.Abs(number) > Safe)
            throw ErrorValues.Range("toString: Heed writes whole numbers alone in another radix than 10");
        string text = "";
        for (long rest = (long)Math.Abs(number); rest > 0 || text.Length == 0; rest /= (long)radix) text = Digits[(int)(rest % (long)radix)] + text;
        return (number < 0 ? "-" : "") + text;
    }
}
