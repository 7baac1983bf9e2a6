namespace Heed.Prompts.Scripts.Values;

/// <summary>A value that was thrown.</summary>
/// <param name="value">The value.</param>
internal sealed class ScriptThrow(object? value) : Exception
{
    /// <summary>The value.</summary>
    public object? Value => value;
}
