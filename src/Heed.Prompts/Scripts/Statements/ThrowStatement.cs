using Heed.Prompts.Scripts.Expressions;
using Heed.Prompts.Scripts.Values;

namespace Heed.Prompts.Scripts.Statements;

/// <summary>throw a.</summary>
internal sealed class ThrowStatement(Expression value) : Statement
{
    public override Completion Run(ScriptScope scope) => throw new ScriptThrow(value.Value(scope));
}
