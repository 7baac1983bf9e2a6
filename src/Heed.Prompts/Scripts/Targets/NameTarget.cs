namespace Heed.Prompts.Scripts.Targets;

/// <summary>A name.</summary>
internal sealed class NameTarget(string name) : Target
{
    public override void Assign(ScriptScope scope, object? value) => scope.Set(name, value);

    public override void Declare(ScriptScope scope, object? value, bool constant) => scope.Declare(name, value, constant);
}
