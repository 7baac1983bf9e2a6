using Heed.Models.Templates.Values;

namespace Heed.Models.Templates.Expressions;

/// <summary><c>-value</c>, <c>+value</c>.</summary>
internal sealed class SignExpression(int line, Expression value, bool isMinus) : Expression(line)
{
    protected override object? Evaluate(Scope scope)
    {
        object? number = value.Value(scope);
        if (!Numbers.IsNumber(number)) throw At(scope).Error($"{(isMinus ? '-' : '+')}: expected a number; got {Kind.Of(number)}.");
        // Not 0 - x: that would lose the sign of zero.
        return number is double real ? (isMinus ? -real : real) : Numbers.Apply(At(scope), isMinus ? "-" : "+", 0L, number!);
    }
}
