using Heed.Prompts.Scripts.Expressions;

namespace Heed.Prompts.Scripts.Statements;

/// <summary>An expression for what it does.</summary>
internal sealed class ExpressionStatement(Expression expression) : Statement
{
    public override Completion Run(ScriptScope scope)
    {
        expression.Value(scope);
        return Completion.Normal;
    }
}
