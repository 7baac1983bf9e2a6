namespace Heed.Prompts.Scripts.Values;

/// <summary>Errors as JavaScript has them.</summary>
internal static class ErrorValues
{
    /// <summary>An error of a kind.</summary>
    public static ScriptObject Of(string name, object? message)
    {
        var error = new ScriptObject { IsError = true };
        error.Members["name"] = name;
        error.Members["message"] = message;
        return error;
    }

    /// <summary>A TypeError to throw.</summary>
    public static ScriptThrow Type(string message) => new(Of("TypeError", message));

    /// <summary>A RangeError to throw.</summary>
    public static ScriptThrow Range(string message) => new(Of("RangeError", message));

    /// <summary>A ReferenceError to throw.</summary>
    public static ScriptThrow Reference(string message) => new(Of("ReferenceError", message));

    /// <summary>A SyntaxError to throw.</summary>
    public static ScriptThrow Syntax(string message) => new(Of("SyntaxError", message));

    /// <summary>A thrown value for people.</summary>
    public static string Show(ScriptState state, object? value) => value is ScriptObject { IsError: true } error
        ? $"{ScriptValue.Text(state, error.Members["name"])}: {ScriptValue.Text(state, error.Members["message"])}"
        : $"the code threw {ScriptValue.Text(state, value)}";
}
