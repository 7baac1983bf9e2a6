using Heed.Models.Templates.Values;

namespace Heed.Models.Templates.Expressions;

/// <summary><c>value.name</c>.</summary>
internal sealed class MemberExpression(int line, Expression value, string name) : Expression(line)
{
    protected override object? Evaluate(Scope scope) => Members.Dotted(At(scope), value.Value(scope), name);
}
