using Heed.Prompts.Scripts.Library;
using Heed.Prompts.Scripts.Values;

namespace Heed.Prompts.Scripts.Targets;

/// <summary>[a, , ...b]: items of a list.</summary>
/// <param name="items">Targets; null where one is left out.</param>
/// <param name="rest">Takes what is left; null for nothing.</param>
internal sealed class ListTarget(IReadOnlyList<Target?> items, Target? rest) : Target
{
    public override void Assign(ScriptScope scope, object? value) => Each(scope, value, (target, item) => target.Assign(scope, item));

    public override void Declare(ScriptScope scope, object? value, bool constant)
        => Each(scope, value, (target, item) => target.Declare(scope, item, constant));

    private void Each(ScriptScope scope, object? value, Action<Target, object?> set)
    {
        List<object?> values = [.. Iteration.Of(scope.State, value)];
        for (int i = 0; i < items.Count; i++)
            if (items[i] is { } target) set(target, i < values.Count ? values[i] : Undefined.Value);
        if (rest is not null) set(rest, scope.State.Made([.. values.Skip(items.Count)]));
    }
}
