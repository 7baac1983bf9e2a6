using Heed.Prompts.Scripts.Values;

namespace Heed.Prompts.Scripts.Library;

/// <summary>Array, and what lists can do.</summary>
internal static class ListLibrary
{
    /// <summary>Their methods; those that call a function for each item are in <see cref="ListLoops"/>.</summary>
    public static Dictionary<string, ScriptFunction> Methods { get; } = Function.Table(
    [
        Of("includes", (state, list, a) => list.Items.Skip(From(state, list, a)).Any(item => ScriptValue.AreSameOrNaN(item, a.At(0)))),
        Of("indexOf", (state, list, a) => (double)list.Items.FindIndex(From(state, list, a), item => ScriptValue.AreSame(item, a.At(0)))),
        Of("lastIndexOf", (_, list, a) => (double)list.Items.FindLastIndex(item => ScriptValue.AreSame(item, a.At(0)))),
        Of("join", (state, list, a) => ListText.Join(state, list, a.At(0) is Undefined ? "," : a.Text(state, 0))),
        Of("toString", (state, list, _) => ListText.Join(state, list, ",")),
        Of("slice", (state, list, a) =>
        {
            int from = Function.Place(a.Whole(state, 0, 0), list.Items.Count), to = Function.Place(a.Whole(state, 1, list.Items.Count), list.Items.Count);
            return state.Made(from < to ? list.Items[from..to] : []);
        }),
        Of("concat", (state, list, a) => Joined(state, a.Prepend(list))),
        Of("at", (state, list, a) => a.Whole(state, 0, 0) is var i && (i < 0 ? i + list.Items.Count : i) is var place && place >= 0 && place < list.Items.Count
            ? list.Items[(int)place] : Undefined.Value),
        Of("reverse", (_, list, _) =>
        {
            list.Items.Reverse();
            return list;
        }),
        Of("push", (state, list, a) =>
        {
            state.Charge(a.Length);
            list.Items.AddRange(a);
            return (double)list.Items.Count;
        }),
        Of("unshift", (state, list, a) =>
        {
            state.Charge(a.Length + list.Items.Count);
            list.Items.InsertRange(0, a);
            return (double)list.Items.Count;
        }),
        Of("pop", (_, list, _) => Removed(list, list.Items.Count - 1)), Of("shift", (_, list, _) => Removed(list, 0)),
        Of("splice", (state, list, a) =>
        {
            int from = Function.Place(a.Whole(state, 0, 0), list.Items.Count);
            int count = a.Length == 1 ? list.Items.Count - from : (int)Math.Clamp(a.Whole(state, 1, 0), 0, list.Items.Count - from);
            List<object?> taken = list.Items.GetRange(from, count);
            state.Charge(a.Length + list.Items.Count);
            list.Items.RemoveRange(from, count);
            list.Items.InsertRange(from, a.Skip(2));
            return state.Made(taken);
        }),
        Of("fill", (state, list, a) =>
        {
            int to = Function.Place(a.Whole(state, 2, list.Items.Count), list.Items.Count);
            for (int i = Function.Place(a.Whole(state, 1, 0), list.Items.Count); i < to; i++) list.Items[i] = a.At(0);
            return list;
        }),
        Of("flat", (state, list, a) => state.Made(Flat(state, list.Items, a.Whole(state, 0, 1)))),
        Of("keys", (state, list, _) => state.Made([.. Enumerable.Range(0, list.Items.Count).Select(i => (object?)(double)i)])),
        Of("values", (state, list, _) => state.Made([.. list.Items])),
        Of("entries", (state, list, _) => state.Made([.. list.Items.Select((item, i) => (object?)new ScriptList([(double)i, item]))])),
        Of("sort", (state, list, a) =>
        {
            List<object?> sorted = ListOrder.Sorted(state, list, a.At(0));
            list.Items.Clear();
            list.Items.AddRange(sorted);
            return list;
        }),
        Of("toSorted", (state, list, a) => state.Made(ListOrder.Sorted(state, list, a.At(0)))),
        Of("toReversed", (state, list, _) => state.Made([.. Enumerable.Reverse(list.Items)])),
        .. ListLoops.Methods,
    ]);

    /// <summary>Array.</summary>
    public static ScriptFunction Constructor()
    {
        static object? Make(ScriptState state, object?[] arguments)
        {
            if (arguments is not [double length]) return state.Made([.. arguments]);
            if (length < 0 || length > uint.MaxValue || length != Math.Floor(length)) throw ErrorValues.Range("invalid length of an array");
            state.Charge((long)length);
            return new ScriptList([.. Enumerable.Repeat((object?)Undefined.Value, (int)length)]);
        }
        return Globals.With(
            new ScriptFunction("Array", (state, _, arguments) => Make(state, arguments)) { Construct = Make, Made = value => value is ScriptList },
            Function.Of("isArray", (_, _, arguments) => arguments.At(0) is ScriptList),
            Function.Of("of", (state, _, arguments) => state.Made([.. arguments])),
            Function.Of("from", (state, _, arguments) =>
            {
                List<object?> items = arguments.At(0) is ScriptObject made and not (ScriptList or ScriptTable)
                    ? ((ScriptList)Make(state, [Math.Max(0, ScriptValue.Whole(state, Members.Get(state, made, "length")))])!).Items
                    : [.. Iteration.Of(state, arguments.At(0))];
                for (int i = 0; i < items.Count && arguments.At(1) is ScriptFunction change; i++)
                    items[i] = state.Call(change, Undefined.Value, items[i], (double)i);
                return state.Made(items);
            }));
    }

    /// <summary>A method on lists.</summary>
    public static ScriptFunction Of(string name, Func<ScriptState, ScriptList, object?[], object?> call) => Function.Of(name, (state, self, arguments) =>
    {
        if (self is not ScriptList list) throw ErrorValues.Type($"{name}: expected an array");
        state.Work(list.Items.Count);
        return call(state, list, arguments);
    });

    private static int From(ScriptState state, ScriptList list, object?[] arguments) => Function.Place(arguments.Whole(state, 1, 0), list.Items.Count);

    /// <summary>Items, those of lists taken apart, counted as they come.</summary>
    public static ScriptList Joined(ScriptState state, IEnumerable<object?> parts)
    {
        var all = new List<object?>();
        foreach (object? part in parts)
        {
            List<object?> items = part is ScriptList list ? list.Items : [part];
            state.Charge(items.Count);
            all.AddRange(items);
        }
        return new ScriptList(all);
    }

    private static object? Removed(ScriptList list, int place)
    {
        if (list.Items.Count == 0) return Undefined.Value;
        object? item = list.Items[place];
        list.Items.RemoveAt(place);
        return item;
    }

    private static List<object?> Flat(ScriptState state, List<object?> items, double depth)
    {
        state.Charge(items.Count);
        return [.. items.SelectMany(item => item is ScriptList inner && depth >= 1 ? Flat(state, inner.Items, depth - 1) : [item])];
    }
}
