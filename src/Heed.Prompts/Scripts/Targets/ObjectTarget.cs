using Heed.Prompts.Scripts.Expressions;
using Heed.Prompts.Scripts.Library;
using Heed.Prompts.Scripts.Values;

namespace Heed.Prompts.Scripts.Targets;

/// <summary>{a, b: c, ...d}: members of an object.</summary>
/// <param name="members">Names and where their values go.</param>
/// <param name="rest">Takes what is left; null for nothing.</param>
internal sealed class ObjectTarget(IReadOnlyList<(Expression Key, Target Target)> members, Target? rest) : Target
{
    public override void Assign(ScriptScope scope, object? value) => Each(scope, value, (target, item) => target.Assign(scope, item));

    public override void Declare(ScriptScope scope, object? value, bool constant)
        => Each(scope, value, (target, item) => target.Declare(scope, item, constant));

    private void Each(ScriptScope scope, object? value, Action<Target, object?> set)
    {
        if (ScriptValue.IsNothing(value)) throw ErrorValues.Type($"cannot take members of {ScriptValue.Text(scope.State, value)}");
        var taken = new HashSet<string>(StringComparer.Ordinal);
        foreach ((Expression key, Target target) in members)
        {
            string name = ScriptValue.Text(scope.State, key.Value(scope));
            taken.Add(name);
            set(target, Library.Members.Get(scope.State, value, name));
        }
        if (rest is null) return;
        var left = new ScriptObject();
        ObjectExpression.CopyTo(scope.State, left, value);
        foreach (string name in taken) left.Members.Remove(name);
        set(rest, left);
    }
}
