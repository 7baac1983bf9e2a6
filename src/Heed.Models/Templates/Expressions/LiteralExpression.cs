namespace Heed.Models.Templates.Expressions;

/// <summary>A value as written.</summary>
internal sealed class LiteralExpression(int line, object? value) : Expression(line)
{
    protected override object? Evaluate(Scope scope) => value;
}
