namespace Heed.Prompts.Scripts.Expressions;

/// <summary>Code that has a value.</summary>
internal abstract class Expression
{
    /// <summary>Its value.</summary>
    public abstract object? Value(ScriptScope scope);
}
