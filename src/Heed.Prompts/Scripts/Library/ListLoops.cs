using Heed.Prompts.Scripts.Values;

namespace Heed.Prompts.Scripts.Library;

/// <summary>Methods of lists that call a function for each item.</summary>
internal static class ListLoops
{
    /// <summary>All of them.</summary>
    public static IReadOnlyList<ScriptFunction> Methods { get; } =
    [
        ListLibrary.Of("forEach", (state, list, a) =>
        {
            foreach (object? _ in Each(state, list, a)) { }
            return Undefined.Value;
        }),
        ListLibrary.Of("map", (state, list, a) => state.Made([.. Each(state, list, a)])),
        ListLibrary.Of("flatMap", (state, list, a) => ListLibrary.Joined(state, Each(state, list, a))),
        ListLibrary.Of("filter", (state, list, a) =>
        {
            object?[] items = [.. list.Items];
            return state.Made([.. Each(state, list, a).Zip(items).Where(pair => ScriptValue.IsTrue(pair.First)).Select(pair => pair.Second)]);
        }),
        ListLibrary.Of("some", (state, list, a) => Each(state, list, a).Any(ScriptValue.IsTrue)),
        ListLibrary.Of("every", (state, list, a) => Each(state, list, a).All(ScriptValue.IsTrue)),
        ListLibrary.Of("find", (state, list, a) => Found(Each(state, list, a), [.. list.Items], 0)),
        ListLibrary.Of("findIndex", (state, list, a) => Index(Each(state, list, a))),
        ListLibrary.Of("findLast", (state, list, a) =>
        {
            for (int i = list.Items.Count - 1; i >= 0; i--)
                if (ScriptValue.IsTrue(state.Call(a.At(0), Undefined.Value, list.Items[i], (double)i, list))) return list.Items[i];
            return Undefined.Value;
        }),
        ListLibrary.Of("reduce", (state, list, a) => Reduce(state, list, a, [.. list.Items], fromEnd: false)),
        ListLibrary.Of("reduceRight", (state, list, a) => Reduce(state, list, a, [.. Enumerable.Reverse(list.Items)], fromEnd: true)),
    ];

    private static IEnumerable<object?> Each(ScriptState state, ScriptList list, object?[] arguments)
    {
        int count = list.Items.Count;
        for (int i = 0; i < count; i++)
            yield return state.Call(arguments.At(0), arguments.At(1), i < list.Items.Count ? list.Items[i] : Undefined.Value, (double)i, list);
    }

    private static object? Found(IEnumerable<object?> answers, object?[] items, int at)
    {
        foreach (object? answer in answers)
        {
            if (ScriptValue.IsTrue(answer)) return items[at];
            at++;
        }
        return Undefined.Value;
    }

    private static object Index(IEnumerable<object?> answers)
    {
        double i = 0;
        foreach (object? answer in answers)
        {
            if (ScriptValue.IsTrue(answer)) return i;
            i++;
        }
        return -1.0;
    }

    private static object? Reduce(ScriptState state, ScriptList list, object?[] arguments, object?[] items, bool fromEnd)
    {
        int first = arguments.Length > 1 ? 0 : 1;
        if (first == 1 && items.Length == 0) throw ErrorValues.Type("reduce: expected a value to begin with, as the array is empty");
        object? value = first == 0 ? arguments[1] : items[0];
        for (int i = first; i < items.Length; i++)
            value = state.Call(arguments.At(0), Undefined.Value, value, items[i], (double)(fromEnd ? items.Length - 1 - i : i), list);
        return value;
    }
}
