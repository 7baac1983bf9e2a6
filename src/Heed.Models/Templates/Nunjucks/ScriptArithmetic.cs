using Heed.Models.Templates.Values;

namespace Heed.Models.Templates.Nunjucks;

/// <summary><c>+ - * / // % **</c> as ECMAScript has them: + joins where one side is a text, everything else is numbers, and nothing fails.</summary>
internal static class ScriptArithmetic
{
    /// <summary>Works it out.</summary>
    public static object? Apply(RenderState state, string operation, object? left, object? right)
    {
        if (operation == "+" && !(IsPlain(left) && IsPlain(right)))
            return state.Made(ScriptValues.Spelled(state, left) + ScriptValues.Spelled(state, right));
        double a = ScriptValues.Number(state, left), b = ScriptValues.Number(state, right);
        return ScriptValues.Value(operation switch
        {
            "+" => a + b,
            "-" => a - b,
            "*" => a * b,
            "/" => a / b,
            "//" => Math.Floor(a / b),
            "%" => a % b,
            _ => Math.Pow(a, b),
        });
    }

    private static bool IsPlain(object? value) => value is null or Undefined or bool or long or double;
}
