namespace Heed.Models.Templates.Expressions;

/// <summary>A name.</summary>
internal sealed class NameExpression(int line, string name) : Expression(line)
{
    /// <summary>The name.</summary>
    public string Name => name;

    public override string? Path => name;

    protected override object? Evaluate(Scope scope) => scope[name];
}
