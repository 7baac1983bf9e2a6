namespace Heed.Prompts.Scripts.Statements;

/// <summary>Statements in order; functions among them are known from the beginning.</summary>
/// <param name="statements">The statements.</param>
/// <param name="ownScope">Whether it has names of its own; a function's body has those of its function.</param>
internal sealed class BlockStatement(IReadOnlyList<Statement> statements, bool ownScope) : Statement
{
    public override Completion Run(ScriptScope scope)
    {
        ScriptScope own = ownScope ? new ScriptScope(scope) : scope;
        foreach (FunctionStatement function in statements.OfType<FunctionStatement>()) function.Declare(own);
        foreach (Statement statement in statements)
        {
            scope.State.Step();
            if (statement.Run(own) is var completion and not Completion.Normal) return completion;
        }
        return Completion.Normal;
    }
}
