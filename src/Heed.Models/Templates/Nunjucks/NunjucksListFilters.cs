using Heed.Models.Templates.Library;
using Heed.Models.Templates.Values;
using static Heed.Models.Templates.Library.FilterTable;

namespace Heed.Models.Templates.Nunjucks;

/// <summary>Filters on lists and mappings that nunjucks has otherwise than Jinja.</summary>
internal static class NunjucksListFilters
{
    /// <summary>By name.</summary>
    public static IReadOnlyDictionary<string, Filter> All { get; } = new Dictionary<string, Filter>
    {
        ["length"] = Of((_, value) => value switch
        {
            string text => (long)text.Length,
            ListValue list => (long)list.Items.Count,
            MapValue map => (long)map.Entries.Count,
            null or Undefined => 0L,
            _ => new Undefined("a number has no length"),
        }),
        ["first"] = Of((state, value) => ScriptMembers.Get(state, value, 0L)),
        ["last"] = Of((state, value) =>
            ScriptMembers.Get(state, value, value is string text ? text.Length - 1L : (value as ListValue)?.Items.Count - 1L ?? 0L)),
        ["join"] = Of(Signature.Of().With("d", "").With("attribute", null), (state, value, p)
            => ScriptValues.Joined(state, [.. Items(state, "join", value).Select(item => Attribute(state, item, p[1]))], Printing.Text(state, p[0]))),
        ["list"] = Of((state, value) => value is MapValue map ? new ListValue([.. map.Entries.Select(entry => (object?)Entry(entry.Key, entry.Value))])
            : new ListValue(Items(state, "list", value))),
        ["reverse"] = Of((state, value) => value is string text ? state.Made(string.Concat(text.Reverse()))
            : new ListValue([.. Items(state, "reverse", value).Reverse()])),
        ["sum"] = Of(Signature.Of().With("attribute", null).With("start", 0L), (state, value, p) => Items(state, "sum", value)
            .Aggregate(p[1], (total, item) => ScriptArithmetic.Apply(state, "+", total, Attribute(state, item, p[0])))),
        ["groupby"] = Of(Signature.Of("attribute"), (state, value, p) => Groups(state, Items(state, "groupby", value), p[0])),
        ["slice"] = Of(Signature.Of("slices").With("fill_with", null), Slices),
    };

    private static IReadOnlyList<object?> Items(RenderState state, string what, object? value) => value switch
    {
        ListValue list => list.Items,
        string text => [.. text.Select(unit => unit.ToString())],
        null or Undefined => [],
        _ => throw state.Error($"{what}: expected a list or a text; got {Kind.Of(value)}."),
    };

    private static object? Attribute(RenderState state, object? item, object? path)
        => path is null ? item : Printing.Text(state, path).Split('.').Aggregate(item, (value, name) => ScriptMembers.Get(state, value, name));

    private static MapValue Entry(object? key, object? value)
    {
        var entry = new MapValue();
        entry.Set("key", key);
        entry.Set("value", value);
        return entry;
    }

    private static MapValue Groups(RenderState state, IReadOnlyList<object?> items, object? attribute)
    {
        var groups = new MapValue();
        foreach (IGrouping<string, object?> group in items.GroupBy(item => ScriptValues.Spelled(state, Attribute(state, item, attribute))))
            groups.Set(group.Key, new ListValue([.. group]));
        return groups;
    }

    private static object? Slices(RenderState state, object? value, object?[] p)
    {
        IReadOnlyList<object?> items = Items(state, "slice", value);
        long slices = Kind.Whole(state, "slice: slices", p[0]);
        if (slices is < 1 or > 1 << 20) throw state.Error($"slice: expected 1 to {1 << 20} slices; got {slices}.");
        int size = items.Count / (int)slices, extra = items.Count % (int)slices, at = 0;
        var parts = new List<object?>();
        for (int i = 0; i < slices; i++)
        {
            int length = size + (i < extra ? 1 : 0);
            List<object?> part = [.. items.Skip(at).Take(length)];
            at += length;
            if (i >= extra && p[1] is not null) part.Add(p[1]);
            parts.Add(new ListValue(part));
        }
        return new ListValue(parts);
    }
}
