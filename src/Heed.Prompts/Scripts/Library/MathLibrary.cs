using Heed.Prompts.Scripts.Values;

namespace Heed.Prompts.Scripts.Library;

/// <summary>Math, without chance.</summary>
internal static class MathLibrary
{
    private static readonly (string Name, Func<double, double> Of)[] s_functions =
    [
        ("abs", Math.Abs), ("floor", Math.Floor), ("ceil", Math.Ceiling), ("trunc", Math.Truncate), ("sqrt", Math.Sqrt), ("cbrt", Math.Cbrt), ("exp", Math.Exp),
        ("log", Math.Log), ("log2", Math.Log2), ("log10", Math.Log10), ("log1p", x => Math.Abs(x) < 1e-5 ? x - x * x / 2 : Math.Log(1 + x)),
        ("sin", Math.Sin), ("cos", Math.Cos), ("tan", Math.Tan), ("asin", Math.Asin), ("acos", Math.Acos), ("atan", Math.Atan), ("tanh", Math.Tanh),
        ("sign", x => double.IsNaN(x) ? x : Math.Sign(x)), ("round", x => x - Math.Floor(x) >= 0.5 ? Math.Floor(x) + 1 : Math.Floor(x)),
    ];

    /// <summary>Math.</summary>
    public static ScriptObject Make()
    {
        ScriptObject math = Globals.Object(s_functions.Select(function =>
            Function.Of(function.Name, (state, _, arguments) => function.Of(ScriptValue.Number(state, arguments.At(0))))).Concat(
        [
            Function.Of("min", (state, _, arguments) => Numbers(state, arguments).Aggregate(double.PositiveInfinity, Math.Min)),
            Function.Of("max", (state, _, arguments) => Numbers(state, arguments).Aggregate(double.NegativeInfinity, Math.Max)),
            Function.Of("hypot", (state, _, arguments) => Math.Sqrt(Numbers(state, arguments).Sum(x => x * x))),
            Function.Of("pow", (state, _, arguments)
                => NumberLibrary.Power(ScriptValue.Number(state, arguments.At(0)), ScriptValue.Number(state, arguments.At(1)))),
            Function.Of("atan2", (state, _, arguments) => Math.Atan2(ScriptValue.Number(state, arguments.At(0)), ScriptValue.Number(state, arguments.At(1)))),
            Function.Of("random", (_, _, _) => throw ErrorValues.Type("Math.random is not there, so that results repeat")),
        ]));
        math.Members["PI"] = Math.PI;
        math.Members["E"] = Math.E;
        math.Members["LN2"] = Math.Log(2);
        math.Members["LN10"] = Math.Log(10);
        return math;
    }

    private static IEnumerable<double> Numbers(ScriptState state, object?[] arguments) => arguments.Select(argument => ScriptValue.Number(state, argument));
}
