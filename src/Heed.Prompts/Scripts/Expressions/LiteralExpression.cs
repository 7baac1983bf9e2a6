namespace Heed.Prompts.Scripts.Expressions;

/// <summary>A value as it is written.</summary>
internal sealed class LiteralExpression(object? value) : Expression
{
    public override object? Value(ScriptScope scope) => value;
}
