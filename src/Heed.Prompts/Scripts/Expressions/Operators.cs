using Heed.Prompts.Scripts.Library;
using Heed.Prompts.Scripts.Values;

namespace Heed.Prompts.Scripts.Expressions;

/// <summary>What operators between two values do.</summary>
internal static class Operators
{
    /// <summary>The value of a sign between two values.</summary>
    public static object? Apply(ScriptState state, string sign, object? a, object? b)
    {
        return sign switch
        {
            "+" => Plus(state, a, b),
            "-" => Left() - Right(), "*" => Left() * Right(), "/" => Left() / Right(), "%" => Left() % Right(), "**" => NumberLibrary.Power(Left(), Right()),
            "===" => ScriptValue.AreSame(a, b), "!==" => !ScriptValue.AreSame(a, b),
            "==" => ScriptValue.AreAlike(state, a, b), "!=" => !ScriptValue.AreAlike(state, a, b),
            "<" => Less(state, a, b, (x, y) => x < y, order => order < 0), ">" => Less(state, a, b, (x, y) => x > y, order => order > 0),
            "<=" => Less(state, a, b, (x, y) => x <= y, order => order <= 0), ">=" => Less(state, a, b, (x, y) => x >= y, order => order >= 0),
            "&" => (double)(LeftBits() & RightBits()), "|" => (double)(LeftBits() | RightBits()), "^" => (double)(LeftBits() ^ RightBits()),
            "<<" => (double)(LeftBits() << (RightBits() & 31)), ">>" => (double)(LeftBits() >> (RightBits() & 31)),
            ">>>" => (double)((uint)LeftBits() >> (RightBits() & 31)),
            "in" => b is ScriptObject owner ? Members.Has(owner, ScriptValue.Text(state, a)) : throw ErrorValues.Type("in: expected an object on its right"),
            "instanceof" => b is ScriptFunction { Made: { } made } ? made(a)
                : throw ErrorValues.Type("instanceof: expected Array, Object, Error, Set, Map or RegExp"),
            _ => throw ErrorValues.Type($"operator {sign} is not there"),
        };

        double Left() => ScriptValue.Number(state, a);
        double Right() => ScriptValue.Number(state, b);
        int LeftBits() => ScriptValue.Bits(state, a);
        int RightBits() => ScriptValue.Bits(state, b);
    }

    private static object? Plus(ScriptState state, object? a, object? b)
    {
        (a, b) = (ScriptValue.Primitive(state, a, "default"), ScriptValue.Primitive(state, b, "default"));
        return a is string || b is string ? state.Made(ScriptValue.Text(state, a) + ScriptValue.Text(state, b))
            : ScriptValue.Number(state, a) + ScriptValue.Number(state, b);
    }

    private static bool Less(ScriptState state, object? a, object? b, Func<double, double, bool> numbers, Func<int, bool> texts)
    {
        (a, b) = (ScriptValue.Primitive(state, a, "number"), ScriptValue.Primitive(state, b, "number"));
        return a is string x && b is string y ? texts(string.CompareOrdinal(x, y)) : numbers(ScriptValue.Number(state, a), ScriptValue.Number(state, b));
    }
}
