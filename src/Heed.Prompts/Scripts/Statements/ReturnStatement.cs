using Heed.Prompts.Scripts.Expressions;
using Heed.Prompts.Scripts.Values;

namespace Heed.Prompts.Scripts.Statements;

/// <summary>return a.</summary>
internal sealed class ReturnStatement(Expression? value) : Statement
{
    public override Completion Run(ScriptScope scope)
    {
        scope.Function.Returned = value is null ? Undefined.Value : value.Value(scope);
        return Completion.Return;
    }
}
