using Heed.Prompts.Scripts.Values;

namespace Heed.Prompts.Scripts.Library;

/// <summary>Functions of the library, and how they read their arguments.</summary>
internal static class Function
{
    /// <summary>A function of this and arguments. All runs share it, so none may change it.</summary>
    public static ScriptFunction Of(string name, Func<ScriptState, object?, object?[], object?> call) => new(name, call) { IsFrozen = true };

    /// <summary>A table of functions.</summary>
    public static Dictionary<string, ScriptFunction> Table(params ScriptFunction[] functions)
        => functions.ToDictionary(function => function.Name, StringComparer.Ordinal);

    /// <summary>An argument; undefined where it is not given.</summary>
    public static object? At(this object?[] arguments, int place) => place < arguments.Length ? arguments[place] : Undefined.Value;

    /// <summary>An argument as a text.</summary>
    public static string Text(this object?[] arguments, ScriptState state, int place) => ScriptValue.Text(state, arguments.At(place));

    /// <summary>An argument as a whole number, another where it is not given.</summary>
    public static double Whole(this object?[] arguments, ScriptState state, int place, double otherwise)
        => arguments.At(place) is Undefined ? otherwise : ScriptValue.Whole(state, arguments.At(place));

    /// <summary>A place from the start, or from the end if it is below 0, held inside a length.</summary>
    public static int Place(double place, int length) => (int)Math.Clamp(place < 0 ? length + place : place, 0, length);
}
