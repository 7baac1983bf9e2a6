using Heed.Prompts.Scripts.Expressions;
using Heed.Prompts.Scripts.Values;

namespace Heed.Prompts.Scripts.Targets;

/// <summary>a = 1 inside a list or an object of targets, or a parameter: what it is where nothing comes.</summary>
internal sealed class DefaultTarget(Target inner, Expression otherwise) : Target
{
    public override void Assign(ScriptScope scope, object? value) => inner.Assign(scope, value is Undefined ? otherwise.Value(scope) : value);

    public override void Declare(ScriptScope scope, object? value, bool constant)
        => inner.Declare(scope, value is Undefined ? otherwise.Value(scope) : value, constant);
}
