using System.Text.Json;
using Heed.Prompts.Scripts.Statements;
using Heed.Prompts.Scripts.Syntax;
using Heed.Prompts.Scripts.Values;

namespace Heed.Prompts.Scripts;

/// <summary>
/// JavaScript of configurations: the expressions and statements that one line or a function's body of a test needs. No files, no network, no clock, no
/// chance, no .NET types; a second of time, and limits on steps, memory and depth.
/// </summary>
/// <remarks>
/// Semantics: ECMA-262. Not there: classes, generators, async and await, labels, modules, Date, Symbol, getters and setters, eval; a declaration by
/// var or let is not seen before it is reached.
/// </remarks>
public static class Script
{
    /// <summary>The value of some code: one line is an expression, or a body with <c>return</c>; several lines are a function's body.</summary>
    /// <remarks>The code sees <c>output</c>, <c>context</c> (<c>vars</c>, <c>prompt</c> and what else is given), <c>vars</c> and <c>value</c>.</remarks>
    /// <param name="code">The code.</param>
    /// <param name="input">What it sees.</param>
    /// <param name="cancellation">Stops it.</param>
    /// <returns>Its value as JSON; undefined where it gives none, or a function. NaN and infinite numbers become null, as JSON has none.</returns>
    /// <exception cref="HeedException">The code is malformed, throws, or works for too long.</exception>
    /// <exception cref="OperationCanceledException">It was stopped.</exception>
    public static JsonElement Evaluate(string code, ScriptInput input, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(code);
        cancellation.ThrowIfCancellationRequested();
        var state = new ScriptState(cancellation);
        try
        {
            ScriptProgram program = Read(code);
            return JsonValues.To(state, program.Run(state, ScriptNames.Of(state, input)));
        }
        catch (ScriptThrow thrown)
        {
            throw new HeedException($"{ErrorValues.Show(state, thrown.Value)} (in: {Shown(code)})", thrown);
        }
        catch (HeedException error)
        {
            throw new HeedException($"{error.Message} (in: {Shown(code)})", error);
        }
        catch (InsufficientExecutionStackException error)
        {
            throw new HeedException($"RangeError: the code goes too deep (in: {Shown(code)})", error);
        }
    }

    private static ScriptProgram Read(string code)
    {
        string text = code.TrimEnd();
        if (text.Contains('\n')) return ScriptProgram.Body(text);
        if (text.Length == 0) return ScriptProgram.Body("");
        try
        {
            return ScriptProgram.Expression(text);
        }
        catch (HeedException error)
        {
            // A body on one line: const a = 1; return a
            try
            {
                return ScriptProgram.Body(text);
            }
            catch (HeedException)
            {
                throw error;
            }
        }
    }

    private static string Shown(string code) => code.Trim() is { Length: > 300 } text ? text[..300] + "…" : code.Trim();
}
