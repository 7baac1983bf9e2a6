using Heed.Prompts.Scripts.Expressions;
using Heed.Prompts.Scripts.Values;

namespace Heed.Prompts.Scripts.Statements;

/// <summary>for (a; b; c) d, while (b) d, do d while (b).</summary>
/// <param name="first">a; null for nothing.</param>
/// <param name="condition">b; null for true.</param>
/// <param name="step">c; null for nothing.</param>
/// <param name="body">d.</param>
/// <param name="bodyFirst">Whether d runs before b is looked at.</param>
internal sealed class LoopStatement(Statement? first, Expression? condition, Expression? step, Statement body, bool bodyFirst) : Statement
{
    public override Completion Run(ScriptScope scope)
    {
        var own = new ScriptScope(scope);
        first?.Run(own);
        for (bool look = !bodyFirst; ; look = true)
        {
            scope.State.Step();
            if (look && condition is not null && !ScriptValue.IsTrue(condition.Value(own))) return Completion.Normal;
            Completion completion = body.Run(own);
            if (completion == Completion.Break) return Completion.Normal;
            if (completion == Completion.Return) return completion;
            step?.Value(own);
        }
    }
}
