using Heed.Prompts.Scripts.Expressions;
using Heed.Prompts.Scripts.Values;

namespace Heed.Prompts.Scripts.Library;

/// <summary>Object, and what objects can do.</summary>
internal static class ObjectLibrary
{
    /// <summary>The methods of all objects.</summary>
    public static Dictionary<string, ScriptFunction> Methods { get; } = Function.Table(
        Function.Of("hasOwnProperty", (state, self, arguments) => Members.HasOwn(self, arguments.Text(state, 0))),
        Function.Of("toString", (state, self, _) => ScriptValue.Text(state, ScriptValue.Primitive(state, self, "default"))),
        Function.Of("valueOf", (_, self, _) => self));

    /// <summary>Object.</summary>
    public static ScriptFunction Constructor()
    {
        static object? Make(ScriptState state, object?[] arguments) => arguments.At(0) is ScriptObject given ? given : new ScriptObject();
        return Globals.With(
            new ScriptFunction("Object", (state, _, arguments) => Make(state, arguments)) { Construct = Make, Made = value => value is ScriptObject },
            Function.Of("keys", (state, _, arguments) => state.Made([.. Keys(state, arguments)])),
            Function.Of("values", (state, _, arguments) => state.Made([.. Keys(state, arguments).Select(key => Members.Get(state, arguments[0], key))])),
            Function.Of("entries", (state, _, arguments) => state.Made(
                [.. Keys(state, arguments).Select(key => (object?)new ScriptList([key, Members.Get(state, arguments[0], key)]))])),
            Function.Of("assign", (state, _, arguments) =>
            {
                if (arguments.At(0) is not ScriptObject { IsFrozen: false } target)
                    throw ErrorValues.Type("Object.assign: expected an object that may be changed");
                foreach (object? source in arguments.Skip(1)) ObjectExpression.CopyTo(state, target, source);
                return target;
            }),
            Function.Of("fromEntries", (state, _, arguments) =>
            {
                var made = new ScriptObject();
                foreach (object? pair in Iteration.Of(state, arguments.At(0)))
                    made.Members[ScriptValue.Text(state, Members.Get(state, pair, 0.0))] = Members.Get(state, pair, 1.0);
                state.Charge(made.Members.Count);
                return made;
            }),
            Function.Of("hasOwn", (state, _, arguments) => Members.HasOwn(arguments.At(0), arguments.Text(state, 1))),
            Function.Of("is", (_, _, arguments) => ScriptValue.AreSameOrNaN(arguments.At(0), arguments.At(1))),
            Function.Of("freeze", (_, _, arguments) =>
            {
                if (arguments.At(0) is ScriptObject target) target.IsFrozen = true;
                return arguments.At(0);
            }));
    }

    private static IEnumerable<string> Keys(ScriptState state, object?[] arguments) => ScriptValue.IsNothing(arguments.At(0))
        ? throw ErrorValues.Type($"cannot take members of {arguments.Text(state, 0)}") : Members.Keys(arguments.At(0));
}
