using Heed.Prompts.Scripts.Values;

namespace Heed.Prompts.Scripts.Library;

/// <summary>What all code knows by name. Made anew for each run, as code may change it.</summary>
internal static class Globals
{
    /// <summary>The outermost scope.</summary>
    public static ScriptScope Scope(ScriptState state)
    {
        var scope = new ScriptScope(state);
        scope.Declare("NaN", double.NaN, constant: true);
        scope.Declare("Infinity", double.PositiveInfinity, constant: true);
        ScriptFunction[] functions =
        [
            .. NumberLibrary.Globals, NumberLibrary.Constructor(), Text(), Truth(), ListLibrary.Constructor(), ObjectLibrary.Constructor(),
            PatternLibrary.Constructor(), TableLibrary.Constructor("Set", isMap: false), TableLibrary.Constructor("Map", isMap: true), .. Errors(),
        ];
        foreach (ScriptFunction function in functions) scope.Declare(function.Name, function, constant: false);
        scope.Declare("Math", MathLibrary.Make(), constant: false);
        scope.Declare("JSON", JsonLibrary.Make(), constant: false);
        scope.Declare("console", Console(), constant: false);
        return scope;
    }

    /// <summary>An object of functions.</summary>
    public static ScriptObject Object(params IEnumerable<ScriptFunction> functions)
    {
        var made = new ScriptObject();
        foreach (ScriptFunction function in functions) made.Members[function.Name] = function;
        return made;
    }

    /// <summary>Puts functions into a function, such as Object.keys into Object.</summary>
    public static ScriptFunction With(ScriptFunction owner, params ScriptFunction[] functions)
    {
        foreach (ScriptFunction function in functions) owner.Members[function.Name] = function;
        return owner;
    }

    private static ScriptFunction Text() => With(
        new ScriptFunction("String", (state, _, arguments) => arguments.Length == 0 ? "" : arguments.Text(state, 0)) { Made = value => false },
        Function.Of("fromCharCode", (state, _, arguments) => new string([.. arguments.Select(code => (char)ScriptValue.Bits(state, code))])),
        Function.Of("fromCodePoint", (state, _, arguments) => string.Concat(arguments.Select(code =>
            ScriptValue.Number(state, code) is >= 0 and <= 0x10ffff and var point && !(point is >= 0xd800 and <= 0xdfff) ? char.ConvertFromUtf32((int)point)
                : throw ErrorValues.Range("invalid code point")))));

    private static ScriptFunction Truth() => Function.Of("Boolean", (_, _, arguments) => ScriptValue.IsTrue(arguments.At(0)));

    private static IEnumerable<ScriptFunction> Errors() => new[] { "Error", "TypeError", "RangeError", "SyntaxError", "ReferenceError" }.Select(name =>
    {
        object? Make(ScriptState state, object?[] arguments) => ErrorValues.Of(name, arguments.At(0) is Undefined ? "" : arguments.Text(state, 0));
        return new ScriptFunction(name, (state, _, arguments) => Make(state, arguments))
        {
            Construct = Make,
            Made = value => value is ScriptObject { IsError: true } error && (name == "Error" || Equals(error.Members["name"], name)),
        };
    });

    // Messages of code go nowhere: standard output is for data.
    private static ScriptObject Console() => Object(new[] { "log", "error", "warn", "info", "debug" }.Select(name =>
        Function.Of(name, (_, _, _) => Undefined.Value)));
}
