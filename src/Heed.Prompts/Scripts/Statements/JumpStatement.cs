namespace Heed.Prompts.Scripts.Statements;

/// <summary>break, continue.</summary>
internal sealed class JumpStatement(Completion completion) : Statement
{
    public override Completion Run(ScriptScope scope) => completion;
}
