using Heed.Models.Templates.Values;
using static Heed.Models.Templates.Library.FilterTable;

namespace Heed.Models.Templates.Library;

/// <summary>Filters that order items: texts regardless of case unless asked otherwise.</summary>
internal static class OrderFilters
{
    /// <summary>By name.</summary>
    public static IReadOnlyDictionary<string, Filter> All { get; } = new Dictionary<string, Filter>
    {
        ["sort"] = Of(Signature.Of().With("reverse", false).With("case_sensitive", false).With("attribute", null), (state, value, p)
            => new ListValue(Sorted(
                state, Kind.Items(state, "sort", value), item => Several(state, item, p[2], Kind.IsTrue(p[1])), Kind.IsTrue(p[0])))),
        ["dictsort"] = Of(Signature.Of().With("case_sensitive", false).With("by", "key").With("reverse", false), DictSort),
        ["unique"] = Of(Signature.Of().With("case_sensitive", false).With("attribute", null), Unique),
        ["min"] = Of(Signature.Of().With("case_sensitive", false).With("attribute", null), (state, value, p)
            => Extreme(state, value, p, -1)),
        ["max"] = Of(Signature.Of().With("case_sensitive", false).With("attribute", null), (state, value, p)
            => Extreme(state, value, p, 1)),
        ["groupby"] = Of(Signature.Of("attribute").With("default", null).With("case_sensitive", false), GroupBy),
    };

    private static object? Key(RenderState state, object? item, object? attribute, bool caseSensitive, object? otherwise = null)
        => Attributes.Of(state, item, attribute, otherwise) is var key && key is string text && !caseSensitive ? text.ToLowerInvariant()
            : key;

    // "a,b": by a, then by b.
    private static object? Several(RenderState state, object? item, object? attribute, bool caseSensitive)
        => attribute is string names && names.Contains(',')
            ? new ListValue([.. names.Split(',').Select(name => Key(state, item, name, caseSensitive))])
            : Key(state, item, attribute, caseSensitive);

    private static object?[] Sorted(RenderState state, IReadOnlyList<object?> items, Func<object?, object?> key, bool reverse)
    {
        // Equal items keep their order, in reverse too, as in Python.
        var comparer = Comparer<object?>.Create((a, b) => Equality.Order(state, a, b) ?? 0);
        var keyed = items.Select(item => (Item: item, Key: key(item)));
        return [.. (reverse ? keyed.OrderByDescending(k => k.Key, comparer) : keyed.OrderBy(k => k.Key, comparer)).Select(k => k.Item)];
    }

    private static object? DictSort(RenderState state, object? value, object?[] p)
    {
        if (value is not MapValue map) throw state.Error($"dictsort: expected a mapping; got {Kind.Of(value)}.");
        if (p[1] is not ("key" or "value")) throw state.Error("dictsort: expected by='key' or by='value'.");
        long part = p[1] is "key" ? 0 : 1;
        return new ListValue(
            Sorted(state, MapMethods.Pairs(map).Items, item => Key(state, item, part, Kind.IsTrue(p[0])), Kind.IsTrue(p[2])));
    }

    private static object? Unique(RenderState state, object? value, object?[] p)
    {
        var kept = new List<object?>();
        var texts = new HashSet<string>(StringComparer.Ordinal);
        var others = new List<object?>();
        foreach (object? item in Kind.Items(state, "unique", value))
        {
            object? key = Key(state, item, p[1], Kind.IsTrue(p[0]));
            if (key is string text ? !texts.Add(text) : others.Exists(other => Equality.Same(state, other, key))) continue;
            if (key is not string) others.Add(key);
            kept.Add(item);
        }
        return new ListValue(kept);
    }

    private static object? Extreme(RenderState state, object? value, object?[] p, int sign)
    {
        object? best = new Undefined("the sequence has no items");
        object? bestKey = null;
        foreach (object? item in Kind.Items(state, "min, max", value))
        {
            object? key = Key(state, item, p[1], Kind.IsTrue(p[0]));
            if (best is not Undefined && !(Equality.Order(state, key, bestKey) * sign > 0)) continue;
            (best, bestKey) = (item, key);
        }
        return best;
    }

    private static object? GroupBy(RenderState state, object? value, object?[] p)
    {
        object? Of(object? item) => Key(state, item, p[0], Kind.IsTrue(p[2]), p[1]);
        var groups = new List<(object? Key, object? Shown, List<object?> Items)>();
        foreach (object? item in Sorted(state, Kind.Items(state, "groupby", value), Of, reverse: false))
        {
            object? key = Of(item);
            if (groups.Count == 0
                || !Equality.Same(state, groups[^1].Key, key)) groups.Add((key, Attributes.Of(state, item, p[0], p[1]), []));
            groups[^1].Items.Add(item);
        }
        return new ListValue([.. groups.Select(group => ListValue.Pair(group.Shown, new ListValue(group.Items)))]);
    }
}
