using Heed.Models.Templates.Library;
using Heed.Models.Templates.Values;

namespace Heed.Models.Templates.Nunjucks;

/// <summary>Nunjucks 3: JavaScript's rules. https://mozilla.github.io/nunjucks/templating.html</summary>
/// <remarks>Filters and tests that Jinja alone has are there too.
/// Not there: include, import, extends, block, switch, asynchronous loops, regular expressions, random.</remarks>
internal sealed class NunjucksDialect : Dialect
{
    /// <summary>The only one.</summary>
    public static NunjucksDialect Instance { get; } = new();

    public override IReadOnlyDictionary<string, Filter> Filters { get; } = Over(FilterTable.All, NunjucksFilters.All, NunjucksListFilters.All);

    public override IReadOnlyDictionary<string, ValueTest> Tests { get; } = Over(TestTable.All, NunjucksTests.All);

    public override IReadOnlyDictionary<string, object?> Globals { get; } = Over(GlobalFunctions.All, NunjucksGlobals.All);

    public override IReadOnlyList<string> MoreOperators { get; } = ["===", "!=="];

    public override string MoreInNames => "$";

    public override bool KeepsLineBreaks => true;

    public override bool AssignsOutward => true;

    public override bool HasScriptSyntax => true;

    public override bool IsTrue(object? value) => ScriptValues.IsTrue(value);

    public override string Text(RenderState state, object? value)
    {
        // At the top of an output null and undefined are nothing; inside of a list too.
        string text = ScriptValues.Text(state, value);
        state.Text(text.Length);
        return text;
    }

    public override object? Member(RenderState state, object? value, string name) => ScriptMembers.Get(state, value, name);

    public override object? Item(RenderState state, object? value, object? key) => ScriptMembers.Get(state, value, key);

    public override object? Arithmetic(RenderState state, string operation, object? left, object? right)
        => ScriptArithmetic.Apply(state, operation, left, right);

    public override object? Sign(RenderState state, object? value, bool isMinus)
        => ScriptArithmetic.Apply(state, "*", value, isMinus ? -1.0 : 1.0);

    public override bool Compare(RenderState state, string operation, object? left, object? right)
        => ScriptComparison.Holds(state, operation, left, right);

    public override IReadOnlyList<object?> Visited(RenderState state, object? value, int names)
    {
        IReadOnlyList<object?> items = value switch
        {
            ListValue list => list.Items,
            MapValue map when names == 2 => MapMethods.Pairs(map).Items,
            string text when names == 1 => [.. text.Select(unit => unit.ToString())],
            // What has no length is not gone through; nothing is said of it.
            _ => [],
        };
        state.Step(items.Count);
        return items;
    }

    public override IReadOnlyList<object?> Parts(RenderState state, object? value, int names)
    {
        IReadOnlyList<object?> items = (value as ListValue)?.Items ?? [];
        return [.. Enumerable.Range(0, names).Select(i => i < items.Count ? items[i] : new Undefined("the list has fewer items"))];
    }

    private static Dictionary<string, T> Over<T>(params IEnumerable<KeyValuePair<string, T>>[] tables)
    {
        var all = new Dictionary<string, T>(StringComparer.Ordinal);
        foreach ((string name, T item) in tables.SelectMany(table => table)) all[name] = item;
        return all;
    }
}
