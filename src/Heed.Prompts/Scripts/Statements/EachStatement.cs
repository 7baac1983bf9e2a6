using Heed.Prompts.Scripts.Expressions;
using Heed.Prompts.Scripts.Library;

namespace Heed.Prompts.Scripts.Statements;

/// <summary>for (const a of b) c, for (const a in b) c.</summary>
internal sealed class EachStatement(DeclarationStatement name, Expression values, bool keys, Statement body) : Statement
{
    public override Completion Run(ScriptScope scope)
    {
        object? source = values.Value(scope);
        IEnumerable<object?> items = keys ? Members.Keys(source) : Iteration.Of(scope.State, source);
        foreach (object? item in items.ToArray())
        {
            scope.State.Step();
            var own = new ScriptScope(scope);
            name.Bind(own, item);
            Completion completion = body.Run(own);
            if (completion == Completion.Break) break;
            if (completion == Completion.Return) return completion;
        }
        return Completion.Normal;
    }
}
