namespace Heed.Prompts.Scripts.Targets;

/// <summary>What can be set: a name, a member, or several at once.</summary>
internal abstract class Target
{
    /// <summary>Sets it.</summary>
    public abstract void Assign(ScriptScope scope, object? value);

    /// <summary>Declares its names and sets them.</summary>
    /// <param name="scope">Where.</param>
    /// <param name="value">The value.</param>
    /// <param name="constant">Whether they cannot be changed later.</param>
    public abstract void Declare(ScriptScope scope, object? value, bool constant);
}
