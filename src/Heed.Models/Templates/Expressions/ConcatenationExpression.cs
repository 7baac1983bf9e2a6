using Heed.Models.Templates.Values;

namespace Heed.Models.Templates.Expressions;

/// <summary><c>a ~ b</c>: both as text.</summary>
internal sealed class ConcatenationExpression(int line, IReadOnlyList<Expression> parts) : Expression(line)
{
    protected override object? Evaluate(Scope scope)
    {
        string[] texts = [.. parts.Select(part => Printing.Text(scope.State, part.Value(scope)))];
        At(scope).Text(texts.Sum(text => (long)text.Length));
        return string.Concat(texts);
    }
}
