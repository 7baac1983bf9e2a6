using Heed.Models.Templates.Library;

namespace Heed.Models.Templates.Expressions;

/// <summary><c>value|filter(arguments)</c>.</summary>
internal sealed class FilterExpression(int line, Expression value, string name, Filter filter, CallArguments arguments) : Expression(line)
{
    protected override object? Evaluate(Scope scope)
    {
        object? filtered = value.Value(scope);
        Values.Arguments passed = arguments.Values(scope);
        return filter(At(scope), name, filtered, passed);
    }
}
