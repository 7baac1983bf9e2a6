using System.Globalization;
using Heed.Models.Templates.Values;

namespace Heed.Models.Templates.Nunjucks;

/// <summary>Truth, text and number of values as ECMAScript has them.</summary>
internal static class ScriptValues
{
    /// <summary>Truth: undefined, null, false, 0, NaN and the empty text are false; empty lists are true.</summary>
    public static bool IsTrue(object? value) => value switch
    {
        null or Undefined => false,
        bool flag => flag,
        long number => number != 0,
        double number => number != 0 && !double.IsNaN(number),
        string text => text.Length > 0,
        _ => true,
    };

    /// <summary>As a template shows it: lists with commas between, mappings as [object Object], null and undefined as nothing.</summary>
    public static string Text(RenderState state, object? value)
    {
        state.Step();
        return value switch
        {
            null or Undefined => "",
            string text => text,
            bool flag => flag ? "true" : "false",
            long number => number.ToString(CultureInfo.InvariantCulture),
            double number => Print(number),
            ListValue list => Joined(state, list.Items, ","),
            MapValue or NamespaceValue or LoopState => "[object Object]",
            _ => throw state.Error($"expected something that can be printed; got {Kind.Of(value)}."),
        };
    }

    /// <summary>As + and comparisons see it, where null and undefined have names.</summary>
    public static string Spelled(RenderState state, object? value) => value switch
    {
        null => "null",
        Undefined => "undefined",
        _ => Text(state, value),
    };

    /// <summary>Texts of items with a text between.</summary>
    public static string Joined(RenderState state, IReadOnlyList<object?> items, string between)
    {
        var output = new TextSink(state);
        for (int i = 0; i < items.Count; i++)
        {
            if (i > 0) output.Append(between);
            output.Append(Text(state, items[i]));
        }
        return output.ToString();
    }

    /// <summary>As a number: texts are read, what is none is NaN.</summary>
    public static double Number(RenderState state, object? value) => value switch
    {
        null => 0,
        Undefined => double.NaN,
        bool or long or double => Numbers.Real(value),
        string text => Number(text),
        ListValue list => Number(Text(state, list)),
        _ => double.NaN,
    };

    /// <summary>A number as a value: a whole one where it is whole and exact.</summary>
    public static object Value(double number)
        => number == Math.Floor(number) && Math.Abs(number) < 1L << 53 && !(number == 0 && double.IsNegative(number)) ? (long)number : number;

    /// <summary>As ECMAScript prints a number: with an exponent below 1e-6 and from 1e21 on.</summary>
    public static string Print(double value)
    {
        if (double.IsNaN(value)) return "NaN";
        if (double.IsInfinity(value)) return value > 0 ? "Infinity" : "-Infinity";
        (string digits, int exponent) = Numbers.Digits(value);
        if (digits.Length == 0) return "0";
        string sign = value < 0 ? "-" : "";
        if (exponent is < -6 or >= 21)
            return $"{sign}{digits[0]}{(digits.Length > 1 ? "." + digits[1..] : "")}e{(exponent < 0 ? '-' : '+')}{Math.Abs(exponent)}";
        if (exponent < 0) return $"{sign}0.{new string('0', -exponent - 1)}{digits}";
        return digits.Length <= exponent + 1 ? sign + digits.PadRight(exponent + 1, '0')
            : $"{sign}{digits[..(exponent + 1)]}.{digits[(exponent + 1)..]}";
    }

    private static double Number(string text)
    {
        text = text.Trim();
        if (text.Length == 0) return 0;
        const NumberStyles Style = NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint | NumberStyles.AllowExponent;
        return double.TryParse(text, Style, CultureInfo.InvariantCulture, out double number) && !char.IsLetter(text[^1]) ? number : double.NaN;
    }
}
