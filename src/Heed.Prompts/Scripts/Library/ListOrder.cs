using Heed.Prompts.Scripts.Values;

namespace Heed.Prompts.Scripts.Library;

/// <summary>Lists in order.</summary>
internal static class ListOrder
{
    /// <summary>The items in order, equals as they were; by a function, or by their texts. Undefined comes last.</summary>
    public static List<object?> Sorted(ScriptState state, ScriptList list, object? comparer)
    {
        object?[] items = [.. list.Items.Where(item => item is not Undefined)];
        if (comparer is ScriptFunction) Merge(state, items, (a, b) => ScriptValue.Number(state, state.Call(comparer, Undefined.Value, a, b)));
        else
        {
            (object? Item, string Text)[] texts = [.. items.Select(item => (item, ScriptValue.Text(state, item)))];
            items = [.. texts.OrderBy(pair => pair.Text, StringComparer.Ordinal).Select(pair => pair.Item)];
        }
        return [.. items, .. Enumerable.Repeat((object?)Undefined.Value, list.Items.Count - items.Length)];
    }

    // By merging, which ends whatever the function says.
    private static void Merge(ScriptState state, object?[] items, Func<object?, object?, double> order)
    {
        object?[] from = items, to = new object?[items.Length];
        for (int width = 1; width < items.Length; width *= 2)
        {
            for (int start = 0; start < items.Length; start += 2 * width)
            {
                int left = start, middle = Math.Min(start + width, items.Length), right = middle, end = Math.Min(start + 2 * width, items.Length);
                for (int i = start; i < end; i++)
                    to[i] = left < middle && (right >= end || !(order(from[left], from[right]) > 0)) ? from[left++] : from[right++];
            }
            state.Step();
            (from, to) = (to, from);
        }
        if (!ReferenceEquals(from, items)) from.CopyTo(items, 0);
    }
}
