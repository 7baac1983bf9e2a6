using Heed.Prompts.Scripts.Expressions;
using Heed.Prompts.Scripts.Values;

namespace Heed.Prompts.Scripts.Statements;

/// <summary>if (a) b else c.</summary>
internal sealed class IfStatement(Expression condition, Statement then, Statement? otherwise) : Statement
{
    public override Completion Run(ScriptScope scope)
        => ScriptValue.IsTrue(condition.Value(scope)) ? then.Run(scope) : otherwise?.Run(scope) ?? Completion.Normal;
}
