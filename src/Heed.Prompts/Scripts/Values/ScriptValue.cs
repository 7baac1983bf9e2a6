using System.Globalization;
using Heed.Prompts.Scripts.Library;
using Heed.Prompts.Values;

namespace Heed.Prompts.Scripts.Values;

/// <summary>Values turned into others, and compared, as ECMA-262 says (Type Conversion; Testing and Comparison Operations).</summary>
internal static class ScriptValue
{
    /// <summary>What typeof says.</summary>
    public static string TypeOf(object? value) => value switch
    {
        Undefined => "undefined", bool => "boolean", double => "number", string => "string", ScriptFunction => "function", _ => "object",
    };

    /// <summary>Whether it counts as true.</summary>
    public static bool IsTrue(object? value) => value switch
    {
        null or Undefined => false, bool truth => truth, double number => number != 0 && !double.IsNaN(number), string text => text.Length > 0, _ => true,
    };

    /// <summary>Whether it is null or undefined.</summary>
    public static bool IsNothing(object? value) => value is null or Undefined;

    /// <summary>As a number.</summary>
    public static double Number(ScriptState state, object? value) => value switch
    {
        double number => number, Undefined => double.NaN, null => 0, bool truth => truth ? 1 : 0, string text => Parse(text),
        _ => Number(state, Primitive(state, value, "number")),
    };

    /// <summary>As a whole number, cut towards 0; NaN is 0.</summary>
    public static double Whole(ScriptState state, object? value)
    {
        double number = Number(state, value);
        return double.IsNaN(number) ? 0 : Math.Truncate(number);
    }

    /// <summary>As 32 bits.</summary>
    public static int Bits(ScriptState state, object? value)
    {
        double number = Whole(state, value);
        return double.IsInfinity(number) ? 0 : unchecked((int)(long)Math.IEEERemainder(number, 4294967296.0));
    }

    /// <summary>As a text.</summary>
    public static string Text(ScriptState state, object? value) => value switch
    {
        string text => text, double number => NumberText.Of(number), bool truth => truth ? "true" : "false", null => "null", Undefined => "undefined",
        _ => Text(state, Primitive(state, value, "string")),
    };

    /// <summary>An object as a value that is none.</summary>
    public static object? Primitive(ScriptState state, object? value, string hint)
    {
        if (value is not ScriptObject target) return value;
        state.Step();
        foreach (string name in hint == "string" ? new[] { "toString", "valueOf" } : ["valueOf", "toString"])
            if (target.Members.TryGetValue(name, out object? own) && own is ScriptFunction
                && state.Call(own, target) is var result and not ScriptObject) return result;
        return target switch
        {
            ScriptList list => ListText.Join(state, list, ","),
            ScriptPattern pattern => $"/{pattern.Pattern.Source}/{pattern.Pattern.Flags}",
            ScriptFunction function => $"function {function.Name}() {{ … }}",
            { IsError: true } => ErrorValues.Show(state, target),
            _ => "[object Object]",
        };
    }

    /// <summary>===.</summary>
    public static bool AreSame(object? a, object? b) => (a, b) switch
    {
        (double x, double y) => x == y, (string x, string y) => x == y, (bool x, bool y) => x == y, _ => ReferenceEquals(a, b),
    };

    /// <summary>==.</summary>
    public static bool AreAlike(ScriptState state, object? a, object? b)
    {
        if (IsNothing(a) || IsNothing(b)) return IsNothing(a) && IsNothing(b);
        if (TypeOf(a) == TypeOf(b) || a is ScriptObject && b is ScriptObject) return AreSame(a, b);
        if (a is ScriptObject) return AreAlike(state, Primitive(state, a, "default"), b);
        return b is ScriptObject ? AreAlike(state, a, Primitive(state, b, "default")) : Number(state, a) == Number(state, b);
    }

    /// <summary>As includes and Set compare: NaN is NaN.</summary>
    public static bool AreSameOrNaN(object? a, object? b) => AreSame(a, b) || a is double.NaN && b is double.NaN;

    private static double Parse(string text)
    {
        text = text.Trim();
        if (text.Length == 0) return 0;
        if (text.Length > 2 && text[0] == '0' && char.ToLowerInvariant(text[1]) is 'x' or 'b' or 'o')
            return NumberLibrary.ParseInteger(text[2..], char.ToLowerInvariant(text[1]) switch { 'x' => 16, 'b' => 2, _ => 8 }, whole: true);
        if (text is "Infinity" or "+Infinity") return double.PositiveInfinity;
        if (text == "-Infinity") return double.NegativeInfinity;
        return text.All(c => char.IsAsciiDigit(c) || c is '.' or 'e' or 'E' or '+' or '-')
            && double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out double number) ? number : double.NaN;
    }
}
