using System.Text.Json;

namespace Heed.Prompts.Scripts;

/// <summary>JavaScript of configurations, without files, network or time.</summary>
public static class Script
{
    /// <summary>The value of some code: one line is an expression, several lines are a function's body.</summary>
    /// <exception cref="HeedException">The code is malformed, throws, or works for too long.</exception>
    /// <exception cref="OperationCanceledException">It was stopped.</exception>
    public static JsonElement Evaluate(string code, ScriptInput input, CancellationToken cancellation = default)
        => throw new HeedException($"javascript: not there yet: {code}{input}{cancellation}");
}
