using Heed.Models.Templates.Values;

namespace Heed.Models.Templates.Library;

/// <summary>The functions every template has.</summary>
internal static class GlobalFunctions
{
    // The limit Jinja's sandbox has too.
    private const int MaxRange = 100_000;

    /// <summary>By name.</summary>
    public static IReadOnlyDictionary<string, object?> All { get; } = new[]
    {
        new FunctionValue("range", Range), new FunctionValue("namespace", Namespace), new FunctionValue("dict", Dict),
    }.ToDictionary(function => function.Name, function => (object?)function);

    private static object? Range(RenderState state, Arguments arguments)
    {
        if (arguments.Places.Count is < 1 or > 3 || arguments.Names.Count > 0)
            throw state.Error("range: expected one to three whole numbers by place.");
        long[] numbers = [.. arguments.Places.Select(place => Kind.Whole(state, "range", place))];
        long start = numbers.Length > 1 ? numbers[0] : 0, stop = numbers.Length > 1 ? numbers[1] : numbers[0], step = numbers.Length > 2
            ? numbers[2] : 1;
        if (step == 0) throw state.Error("range: expected a step other than 0; got 0.");
        double count = Math.Max(0, Math.Ceiling(((double)stop - start) / step));
        if (count > MaxRange) throw state.Error($"range: expected at most {MaxRange} numbers; got {count:F0}.");
        return new ListValue([.. Enumerable.Range(0, (int)count).Select(i => (object?)(start + (i * step)))]);
    }

    private static object? Namespace(RenderState state, Arguments arguments)
    {
        var space = new NamespaceValue();
        foreach ((object? key, object? value) in Entries(state, "namespace", arguments)) space.Set(Kind.Text(state, "namespace", key),
            value);
        return space;
    }

    private static object? Dict(RenderState state, Arguments arguments)
    {
        var map = new MapValue();
        foreach ((object? key, object? value) in Entries(state, "dict", arguments)) map.Set(key, value);
        return map;
    }

    private static IEnumerable<(object? Key, object? Value)> Entries(RenderState state, string what, Arguments arguments)
    {
        if (arguments.Places.Count > 1)
            throw state.Error($"{what}: expected at most one mapping, and values by name; got {arguments.Places.Count} values by place.");
        IEnumerable<(object?, object?)> first = arguments.Places.Count == 0 ? []
            : arguments.Places[0] is MapValue map ? map.Entries
            : Kind.Items(state, what, arguments.Places[0]).Select(item => Kind.Items(item) is [var key, var value] && MapValue.CanBeKey(key)
                ? (key, value)
                : throw state.Error($"{what}: expected a mapping or pairs; got {Kind.Of(item)}."));
        return [.. first, .. arguments.Names.Select(n => ((object?)n.Name, n.Value))];
    }
}
