namespace Heed.Prompts.Scripts.Statements;

/// <summary>Code that does something.</summary>
internal abstract class Statement
{
    /// <summary>Does it.</summary>
    public abstract Completion Run(ScriptScope scope);
}
