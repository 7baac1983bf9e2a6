using Heed.Prompts.Scripts.Values;

namespace Heed.Prompts.Scripts.Library;

/// <summary>Set and Map, and what they can do.</summary>
internal static class TableLibrary
{
    private static readonly ScriptFunction[] s_both =
    [
        Of("has", (_, table, a) => table.Entries.ContainsKey(ScriptTable.Key(a.At(0)))),
        Of("delete", (_, table, a) => table.Entries.Remove(ScriptTable.Key(a.At(0)))),
        Of("clear", (_, table, _) =>
        {
            table.Entries.Clear();
            return Undefined.Value;
        }),
        Of("forEach", (state, table, a) =>
        {
            foreach ((object? key, object? value) in table.Entries.Values.ToArray()) state.Call(a.At(0), Undefined.Value, value, key, table);
            return Undefined.Value;
        }),
        Of("keys", (state, table, _) => state.Made([.. table.Entries.Values.Select(entry => entry.Key)])),
        Of("values", (state, table, _) => state.Made([.. table.Entries.Values.Select(entry => entry.Value)])),
        Of("entries", (state, table, _) => state.Made([.. table.Entries.Values.Select(entry => (object?)new ScriptList([entry.Key, entry.Value]))])),
    ];

    private static readonly Dictionary<string, ScriptFunction> s_set = Function.Table(
        [.. s_both, Of("add", (state, table, a) => Put(state, table, a.At(0), a.At(0)))]);

    private static readonly Dictionary<string, ScriptFunction> s_map = Function.Table(
    [
        .. s_both, Of("set", (state, table, a) => Put(state, table, a.At(0), a.At(1))),
        Of("get", (_, table, a) => table.Entries.TryGetValue(ScriptTable.Key(a.At(0)), out (object?, object? Value) entry) ? entry.Value : Undefined.Value),
    ]);

    /// <summary>The methods of one.</summary>
    public static Dictionary<string, ScriptFunction> MethodsOf(ScriptTable table) => table.IsMap ? s_map : s_set;

    /// <summary>Set or Map.</summary>
    public static ScriptFunction Constructor(string name, bool isMap) => new(name, (_, _, _) => throw ErrorValues.Type($"{name}: expected new {name}(…)"))
    {
        Made = value => value is ScriptTable table && table.IsMap == isMap,
        Construct = (state, arguments) =>
        {
            var table = new ScriptTable(isMap);
            if (ScriptValue.IsNothing(arguments.At(0))) return table;
            foreach (object? item in Iteration.Of(state, arguments[0]))
                Put(state, table, isMap ? Members.Get(state, item, 0.0) : item, isMap ? Members.Get(state, item, 1.0) : item);
            return table;
        },
    };

    private static ScriptTable Put(ScriptState state, ScriptTable table, object? key, object? value)
    {
        state.Charge(1);
        table.Entries[ScriptTable.Key(key)] = (key, value);
        return table;
    }

    private static ScriptFunction Of(string name, Func<ScriptState, ScriptTable, object?[], object?> call) => Function.Of(name, (state, self, arguments)
        => self is ScriptTable table ? call(state, table, arguments) : throw ErrorValues.Type($"{name}: expected a Set or a Map"));
}
