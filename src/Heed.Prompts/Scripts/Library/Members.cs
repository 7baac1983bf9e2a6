using System.Globalization;
using Heed.Prompts.Scripts.Values;

namespace Heed.Prompts.Scripts.Library;

/// <summary>Members of values of all kinds.</summary>
internal static class Members
{
    /// <summary>A member; undefined where there is none.</summary>
    /// <exception cref="ScriptThrow">The value is nothing, and has no members.</exception>
    public static object? Get(ScriptState state, object? owner, object? key)
    {
        if (ScriptValue.IsNothing(owner)) throw ErrorValues.Type($"cannot read '{ScriptValue.Text(state, key)}' of {ScriptValue.Text(state, owner)}");
        if (Index(key) is { } index)
        {
            if (owner is ScriptList list) return index < list.Items.Count ? list.Items[index] : Undefined.Value;
            if (owner is string text) return index < text.Length ? text[index].ToString() : Undefined.Value;
        }
        string name = ScriptValue.Text(state, key);
        if (owner is ScriptObject made && made.Members.TryGetValue(name, out object? own)) return own;
        return Special(owner, name) ?? (Table(owner).TryGetValue(name, out ScriptFunction? method)
            || owner is ScriptObject && ObjectLibrary.Methods.TryGetValue(name, out method) ? method : Undefined.Value);
    }

    /// <summary>Sets a member.</summary>
    /// <exception cref="ScriptThrow">The value has no members that can be set.</exception>
    public static void Set(ScriptState state, object? owner, object? key, object? value)
    {
        if (ScriptValue.IsNothing(owner)) throw ErrorValues.Type($"cannot set '{ScriptValue.Text(state, key)}' of {ScriptValue.Text(state, owner)}");
        if (owner is not ScriptObject { IsFrozen: false } made) return;
        state.Charge(1);
        if (owner is ScriptList list)
        {
            if (Index(key) is { } index)
            {
                Resize(state, list, Math.Max(list.Items.Count, index + 1));
                list.Items[index] = value;
                return;
            }
            if (key is "length")
            {
                double length = ScriptValue.Number(state, value);
                if (length is < 0 or > int.MaxValue || length != Math.Floor(length)) throw ErrorValues.Range("invalid length of an array");
                Resize(state, list, (int)length);
                return;
            }
        }
        if (owner is ScriptPattern pattern && key is "lastIndex") pattern.LastIndex = (int)Math.Clamp(ScriptValue.Whole(state, value), 0, int.MaxValue);
        else made.Members[ScriptValue.Text(state, key)] = value;
    }

    /// <summary>Whether an object has a member.</summary>
    public static bool Has(ScriptObject owner, string name) => HasOwn(owner, name) || Table(owner).ContainsKey(name) || ObjectLibrary.Methods.ContainsKey(name);

    /// <summary>Whether a value has a member of its own.</summary>
    public static bool HasOwn(object? owner, string name) => owner switch
    {
        ScriptList list when Index(name) is { } index => index < list.Items.Count,
        ScriptList when name == "length" => true,
        string text => name == "length" || Index(name) is { } index && index < text.Length,
        ScriptObject made => made.Members.ContainsKey(name),
        _ => false,
    };

    /// <summary>The names of a value's own members.</summary>
    public static IEnumerable<string> Keys(object? owner) => owner switch
    {
        ScriptList list => Enumerable.Range(0, list.Items.Count).Select(i => i.ToString(CultureInfo.InvariantCulture)).Concat(list.Members.Keys),
        string text => Enumerable.Range(0, text.Length).Select(i => i.ToString(CultureInfo.InvariantCulture)),
        // Names that are numbers come first, in their order.
        ScriptObject made => made.Members.Keys.Where(name => Index(name) is not null).OrderBy(name => Index(name))
            .Concat(made.Members.Keys.Where(name => Index(name) is null)),
        _ => [],
    };

    private static int? Index(object? key) => key switch
    {
        double number when number >= 0 && number < int.MaxValue && number == Math.Floor(number) => (int)number,
        string { Length: > 0 and < 10 } text when text.All(char.IsAsciiDigit) && (text[0] != '0' || text.Length == 1)
            => int.Parse(text, CultureInfo.InvariantCulture),
        _ => null,
    };

    private static void Resize(ScriptState state, ScriptList list, int length)
    {
        state.Charge(Math.Max(0, length - list.Items.Count));
        if (length < list.Items.Count) list.Items.RemoveRange(length, list.Items.Count - length);
        while (list.Items.Count < length) list.Items.Add(Undefined.Value);
    }

    private static object? Special(object? owner, string name) => (owner, name) switch
    {
        (string text, "length") => (double)text.Length,
        (ScriptList list, "length") => (double)list.Items.Count,
        (ScriptFunction function, "name") => function.Name,
        (ScriptTable table, "size") => (double)table.Entries.Count,
        (ScriptPattern pattern, "source") => pattern.Pattern.Source,
        (ScriptPattern pattern, "flags") => pattern.Pattern.Flags,
        (ScriptPattern pattern, "global") => pattern.IsGlobal,
        (ScriptPattern pattern, "lastIndex") => (double)pattern.LastIndex,
        _ => null,
    };

    private static Dictionary<string, ScriptFunction> Table(object? owner) => owner switch
    {
        string => TextLibrary.Methods, double => NumberLibrary.Methods, ScriptList => ListLibrary.Methods, ScriptFunction => FunctionLibrary.Methods,
        ScriptPattern => PatternLibrary.Methods, ScriptTable table => TableLibrary.MethodsOf(table), _ => ObjectLibrary.Methods,
    };
}
