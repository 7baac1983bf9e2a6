using Heed.Prompts.Scripts.Values;

namespace Heed.Prompts.Scripts.Library;

/// <summary>What functions can do.</summary>
internal static class FunctionLibrary
{
    /// <summary>Their methods.</summary>
    public static Dictionary<string, ScriptFunction> Methods { get; } = Function.Table(
        Function.Of("call", (state, self, arguments) => state.Call(self, arguments.At(0), [.. arguments.Skip(1)])),
        Function.Of("apply", (state, self, arguments) => state.Call(self, arguments.At(0), ScriptValue.IsNothing(arguments.At(1)) ? []
            : [.. Iteration.Of(state, arguments.At(1))])),
        Function.Of("bind", (_, self, arguments) => Function.Of("bound", (state, _, more)
            => state.Call(self, arguments.At(0), [.. arguments.Skip(1), .. more]))),
        Function.Of("toString", (state, self, _) => ScriptValue.Text(state, self)));
}
