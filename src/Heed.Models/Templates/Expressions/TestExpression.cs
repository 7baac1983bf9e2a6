using Heed.Models.Templates.Library;

namespace Heed.Models.Templates.Expressions;

/// <summary><c>value is test(arguments)</c>.</summary>
internal sealed class TestExpression(int line, Expression value, string name, ValueTest test, CallArguments arguments) : Expression(line)
{
    protected override object? Evaluate(Scope scope)
    {
        object? tested = value.Value(scope);
        Values.Arguments passed = arguments.Values(scope);
        return test(At(scope), name, tested, passed);
    }
}
