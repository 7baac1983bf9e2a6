using Heed.Models.Templates.Values;
using static Heed.Models.Templates.Library.FilterTable;

namespace Heed.Models.Templates.Library;

/// <summary>Filters on lists, mappings and texts as sequences.</summary>
internal static class SequenceFilters
{
    private static readonly Filter _length = Of((state, value)
        => (long)(Kind.Length(value) ?? throw state.Error($"length: expected a text, a list or a mapping; got {Kind.Of(value)}.")));

    /// <summary>By name.</summary>
    public static IReadOnlyDictionary<string, Filter> All { get; } = new Dictionary<string, Filter>
    {
        ["length"] = _length,
        ["count"] = _length,
        ["list"] = Of((state, value) => new ListValue(Kind.Items(state, "list", value))),
        ["first"] = Of((state, value)
            => Kind.Items(state, "first", value) is [var first, ..] ? first : new Undefined("the sequence has no first item")),
        ["last"] = Of((state, value)
            => Kind.Items(state, "last", value) is [.., var last] ? last : new Undefined("the sequence has no last item")),
        ["join"] = Of(Signature.Of().With("d", "").With("attribute", null), Join),
        ["reverse"] = Of((state, value) => value is string text
            ? state.Made(string.Concat(CodePoints.Split(text).Reverse()))
            : new ListValue([.. Kind.Items(state, "reverse", value).Reverse()])),
        ["items"] = Of((state, value) => value is MapValue map ? MapMethods.Pairs(map) : value is Undefined ? new ListValue([])
            : throw state.Error($"items: expected a mapping; got {Kind.Of(value)}.")),
        ["batch"] = Of(Signature.Of("linecount").With("fill_with", null), Batch),
    };

    private static object? Join(RenderState state, object? value, object?[] p)
    {
        string between = Printing.Text(state, p[0]);
        var output = new TextSink(state);
        bool first = true;
        foreach (object? item in Kind.Items(state, "join", value))
        {
            if (!first) output.Append(between);
            first = false;
            output.Append(Printing.Text(state, Attributes.Of(state, item, p[1])));
        }
        return output.ToString();
    }

    private static object? Batch(RenderState state, object? value, object?[] p)
    {
        long size = Kind.Whole(state, "batch: linecount", p[0]);
        if (size is < 1 or > 1 << 20) throw state.Error($"batch: expected a size from 1 to {1 << 20}; got {size}.");
        var batches = new List<object?>();
        foreach (object?[] items in Kind.Items(state, "batch", value).Chunk((int)size))
            batches.Add(new ListValue(p[1] is null ? items : [.. items, .. Enumerable.Repeat(p[1], (int)size - items.Length)]));
        return new ListValue(batches);
    }
}
