using Heed.Prompts.Scripts.Library;
using Heed.Prompts.Scripts.Values;

namespace Heed.Prompts.Scripts.Expressions;

/// <summary>a.b, a[b], a?.b.</summary>
/// <param name="target">a.</param>
/// <param name="key">b.</param>
/// <param name="optional">Whether nothing is asked of nothing.</param>
internal sealed class MemberExpression(Expression target, Expression key, bool optional) : Expression
{
    public override object? Value(ScriptScope scope) => Value(scope, out _);

    /// <summary>Its value, and whose it is.</summary>
    public object? Value(ScriptScope scope, out object? self)
    {
        scope.State.Step();
        self = target.Value(scope);
        if (self is ChainEnd || optional && ScriptValue.IsNothing(self)) return ChainEnd.Value;
        return Members.Get(scope.State, self, key.Value(scope));
    }

    /// <summary>Sets it.</summary>
    public void Set(ScriptScope scope, object? value) => Members.Set(scope.State, target.Value(scope), key.Value(scope), value);

    /// <summary>Takes it away.</summary>
    public void Delete(ScriptScope scope)
    {
        if (target.Value(scope) is ScriptObject { IsFrozen: false } owner) owner.Members.Remove(ScriptValue.Text(scope.State, key.Value(scope)));
    }
}
