namespace Heed.Models.Templates.Values;

/// <summary>Items and slices by place, counted from the end where negative.</summary>
internal static class Slicing
{
    /// <summary>The places <c>[start:stop:step]</c> takes of <paramref name="count"/>, as Python clamps them.</summary>
    public static IEnumerable<int> Places(int count, long? start, long? stop, long step)
    {
        long first = Clamp(start, step > 0 ? 0 : count - 1), end = Clamp(stop, step > 0 ? count : -1);
        for (long at = first; step > 0 ? at < end : at > end; at += step)
        {
            yield return (int)at;
            // A step beyond the ends takes one item; adding it could overflow.
            if (Math.Abs((double)step) > count) yield break;
        }

        long Clamp(long? place, long otherwise)
        {
            if (place is not { } at) return otherwise;
            if (at < 0) at = at < -count ? -1 : at + count;
            else if (at >= count) at = count;
            else return at;
            return step > 0 ? Math.Max(at, 0) : Math.Min(at, count - 1);
        }
    }

    /// <summary>A slice of a list or text.</summary>
    public static object? Take(RenderState state, object? value, long? start, long? stop, long? step)
    {
        if (step == 0) throw state.Error("slice: expected a step other than 0; got 0.");
        switch (value)
        {
            case ListValue list:
                object?[] items = [.. Places(list.Items.Count, start, stop, step ?? 1).Select(at => list.Items[at])];
                state.Step(items.Length);
                return new ListValue(items, list.IsTuple);
            case string text:
                state.Text(text.Length);
                string[] points = CodePoints.Split(text);
                return string.Concat(Places(points.Length, start, stop, step ?? 1).Select(at => points[at]));
            case Undefined undefined:
                throw state.Error($"{undefined.Why}; expected a list or a text to slice.");
            default:
                throw state.Error($"slice: expected a list or a text; got {Kind.Of(value)}.");
        }
    }
}
