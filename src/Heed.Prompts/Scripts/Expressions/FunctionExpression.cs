using Heed.Prompts.Scripts.Statements;
using Heed.Prompts.Scripts.Targets;
using Heed.Prompts.Scripts.Values;

namespace Heed.Prompts.Scripts.Expressions;

/// <summary>A function as it is written: (a, b = 1) => a + b, or function f(a) { … }.</summary>
/// <param name="name">Its name; empty for none.</param>
/// <param name="parameters">Its parameters.</param>
/// <param name="body">What it does.</param>
/// <param name="isArrow">Whether it has no this of its own.</param>
internal sealed class FunctionExpression(string name, IReadOnlyList<Parameter> parameters, Statement body, bool isArrow) : Expression
{
    public override object? Value(ScriptScope scope)
    {
        ScriptFunction? made = null;
        return made = new ScriptFunction(name, (state, self, arguments) =>
        {
            var own = new ScriptScope(scope) { IsFunction = true };
            if (!isArrow)
            {
                own.Declare("this", self, constant: true);
                if (name.Length > 0) own.Declare(name, made, constant: false);
            }
            for (int i = 0; i < parameters.Count; i++) parameters[i].Bind(own, arguments, i);
            return body.Run(own) == Completion.Return ? own.Returned : Undefined.Value;
        });
    }
}
