using System.Globalization;
using Heed.Prompts.Scripts.Values;

namespace Heed.Prompts.Scripts.Expressions;

/// <summary>{a: 1, b, [c]: 2, ...d}.</summary>
internal sealed class ObjectExpression(IReadOnlyList<ObjectMember> members) : Expression
{
    public IReadOnlyList<ObjectMember> Members => members;

    public override object? Value(ScriptScope scope)
    {
        var made = new ScriptObject();
        foreach (ObjectMember member in members)
        {
            if (member.Key is not null) made.Members[ScriptValue.Text(scope.State, member.Key.Value(scope))] = member.Value.Value(scope);
            else CopyTo(scope.State, made, member.Value.Value(scope));
            scope.State.Charge(1);
        }
        return made;
    }

    /// <summary>Puts the members of a value into an object.</summary>
    public static void CopyTo(ScriptState state, ScriptObject target, object? source)
    {
        int before = target.Members.Count;
        if (source is ScriptObject given) state.Work(given.Members.Count);
        if (source is ScriptList list)
            for (int i = 0; i < list.Items.Count; i++) target.Members[i.ToString(CultureInfo.InvariantCulture)] = list.Items[i];
        else if (source is ScriptObject other)
            foreach ((string name, object? value) in other.Members) target.Members[name] = value;
        state.Charge(target.Members.Count - before);
    }
}
