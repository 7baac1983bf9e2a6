using Heed.Prompts.Scripts.Expressions;
using Heed.Prompts.Scripts.Values;

namespace Heed.Prompts.Scripts.Targets;

/// <summary>A member of an object.</summary>
internal sealed class MemberTarget(MemberExpression member) : Target
{
    public override void Assign(ScriptScope scope, object? value) => member.Set(scope, value);

    public override void Declare(ScriptScope scope, object? value, bool constant) => throw ErrorValues.Syntax("a member cannot be declared");
}
