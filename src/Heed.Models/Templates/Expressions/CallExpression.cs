using Heed.Models.Templates.Values;

namespace Heed.Models.Templates.Expressions;

/// <summary><c>function(arguments)</c>.</summary>
internal sealed class CallExpression(int line, Expression function, CallArguments arguments) : Expression(line)
{
    protected override object? Evaluate(Scope scope) => Call(scope, []);

    /// <summary>Calls with more arguments by name, such as the <c>caller</c> of a call block.</summary>
    public object? Call(Scope scope, IReadOnlyList<(string, object?)> more)
    {
        object? called = function.Value(scope);
        if (called is not FunctionValue callable) throw At(scope).Error($"expected a function to call; got {Kind.Of(called)}.");
        Arguments values = arguments.Values(scope);
        return callable.Call(At(scope), more.Count == 0 ? values : values with { Names = [.. values.Names, .. more] });
    }
}
