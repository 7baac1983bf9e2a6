using Heed.Prompts.Scripts.Expressions;

namespace Heed.Prompts.Scripts.Statements;

/// <summary>function f(a) { … }.</summary>
internal sealed class FunctionStatement(string name, FunctionExpression function) : Statement
{
    /// <summary>Makes it known.</summary>
    public void Declare(ScriptScope scope) => scope.Declare(name, function.Value(scope), constant: false);

    public override Completion Run(ScriptScope scope) => Completion.Normal;
}
