using Heed.Models.Templates.Values;

namespace Heed.Models.Templates.Library;

/// <summary>Filters that go through items with another filter or a test.</summary>
internal static class SelectionFilters
{
    /// <summary>By name.</summary>
    public static IReadOnlyDictionary<string, Filter> All { get; } = new Dictionary<string, Filter>
    {
        ["map"] = Map,
        ["select"] = (state, name, value, arguments) => Select(state, name, value, arguments, byAttribute: false, keep: true),
        ["reject"] = (state, name, value, arguments) => Select(state, name, value, arguments, byAttribute: false, keep: false),
        ["selectattr"] = (state, name, value, arguments) => Select(state, name, value, arguments, byAttribute: true, keep: true),
        ["rejectattr"] = (state, name, value, arguments) => Select(state, name, value, arguments, byAttribute: true, keep: false),
    };

    private static ListValue Map(RenderState state, string name, object? value, Arguments arguments)
    {
        IReadOnlyList<object?> items = Kind.Items(state, name, value);
        if (arguments.Places.Count == 0 && arguments.TryName("attribute", out object? attribute))
        {
            if (arguments.Names.Any(n => n.Name is not ("attribute" or "default")))
                throw state.Error("map: expected 'attribute' and 'default' alone.");
            arguments.TryName("default", out object? otherwise);
            return new ListValue([.. items.Select(item => Attributes.Of(state, item, attribute, otherwise))]);
        }
        if (arguments.Places.Count == 0) throw state.Error("map: expected the name of a filter, or attribute=…; got neither.");
        string inner = Kind.Text(state, "map", arguments.Places[0]);
        if (!state.Dialect.Filters.TryGetValue(inner, out Filter? filter))
            throw state.Unsupported($"map: the filter '{inner}' is not supported.");
        Arguments rest = arguments with { Places = [.. arguments.Places.Skip(1)] };
        return new ListValue([.. items.Select(item => filter(state, inner, item, rest))]);
    }

    private static ListValue Select(RenderState state, string name, object? value, Arguments arguments, bool byAttribute, bool keep)
    {
        int skip = byAttribute ? 1 : 0;
        if (arguments.Places.Count < skip) throw state.Error($"{name}: expected the name of an attribute; it is missing.");
        object? attribute = byAttribute ? arguments.Places[0] : null;
        // Without a test, what is true is chosen.
        string inner = arguments.Places.Count > skip ? Kind.Text(state, name, arguments.Places[skip]) : "";
        ValueTest? test = null;
        if (inner.Length > 0 && !state.Dialect.Tests.TryGetValue(inner, out test))
            throw state.Unsupported($"{name}: the test '{inner}' is not supported.");
        Arguments rest = arguments with { Places = [.. arguments.Places.Skip(skip + 1)] };
        return new ListValue([.. Kind.Items(state, name, value).Where(item => Holds(Attributes.Of(state, item, attribute)) == keep)]);

        bool Holds(object? item) => test is null ? state.Dialect.IsTrue(item) : test(state, inner, item, rest);
    }
}
