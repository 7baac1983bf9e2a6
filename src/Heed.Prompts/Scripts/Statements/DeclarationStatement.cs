using Heed.Prompts.Scripts.Expressions;
using Heed.Prompts.Scripts.Targets;
using Heed.Prompts.Scripts.Values;

namespace Heed.Prompts.Scripts.Statements;

/// <summary>const a = 1, [b] = c.</summary>
/// <param name="word">const, let or var.</param>
/// <param name="parts">What is declared, and its value; null for undefined.</param>
internal sealed class DeclarationStatement(string word, IReadOnlyList<(Target Target, Expression? Value)> parts) : Statement
{
    /// <summary>Declares its only part with a value, as for … of does.</summary>
    public void Bind(ScriptScope scope, object? value) => parts[0].Target.Declare(word == "var" ? scope.Function : scope, value, word == "const");

    public override Completion Run(ScriptScope scope)
    {
        foreach ((Target target, Expression? value) in parts)
            target.Declare(word == "var" ? scope.Function : scope, value is null ? Undefined.Value : value.Value(scope), word == "const");
        return Completion.Normal;
    }
}
