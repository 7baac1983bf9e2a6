using Heed.Prompts.Scripts.Targets;
using Heed.Prompts.Scripts.Values;

namespace Heed.Prompts.Scripts.Statements;

/// <summary>try a catch (b) c finally d. What ends a run, such as its time, is not caught.</summary>
internal sealed class TryStatement(Statement body, Target? name, Statement? handler, Statement? last) : Statement
{
    public override Completion Run(ScriptScope scope)
    {
        Completion completion;
        try
        {
            completion = body.Run(scope);
        }
        catch (ScriptThrow thrown) when (handler is not null)
        {
            var own = new ScriptScope(scope);
            name?.Declare(own, thrown.Value, constant: false);
            completion = handler.Run(own);
        }
        catch (ScriptThrow) when (last is not null)
        {
            if (last.Run(scope) is var end and not Completion.Normal) return end;
            throw;
        }
        return last?.Run(scope) is { } ended and not Completion.Normal ? ended : completion;
    }
}
