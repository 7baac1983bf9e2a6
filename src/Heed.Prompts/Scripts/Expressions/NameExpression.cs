namespace Heed.Prompts.Scripts.Expressions;

/// <summary>A name.</summary>
internal sealed class NameExpression(string name) : Expression
{
    public string Name => name;

    public override object? Value(ScriptScope scope)
    {
        scope.State.Step();
        return scope.Get(name);
    }
}
