using Heed.Models.Templates.Values;

namespace Heed.Models.Templates.Nunjucks;

/// <summary>The functions nunjucks has beside range.</summary>
internal static class NunjucksGlobals
{
    /// <summary>By name.</summary>
    public static IReadOnlyDictionary<string, object?> All { get; } = new[]
    {
        new FunctionValue("joiner", Joiner), new FunctionValue("cycler", Cycler),
    }.ToDictionary(function => function.Name, function => (object?)function);

    private static FunctionValue Joiner(RenderState state, Arguments arguments)
    {
        string between = ScriptMembers.Text(state, arguments, 0, ",");
        bool first = true;
        return new FunctionValue("joiner", (_, _) =>
        {
            if (!first) return between;
            first = false;
            return "";
        });
    }

    private static NamespaceValue Cycler(RenderState state, Arguments arguments)
    {
        if (arguments.Places.Count == 0) throw state.Error("cycler: expected items to go round; got none.");
        int at = -1;
        var cycler = new NamespaceValue();
        cycler.Set("next", new FunctionValue("next", (_, _) =>
        {
            at = (at + 1) % arguments.Places.Count;
            cycler.Set("current", arguments.Places[at]);
            return arguments.Places[at];
        }));
        cycler.Set("reset", new FunctionValue("reset", (_, _) =>
        {
            at = -1;
            cycler.Set("current", null);
            return "";
        }));
        cycler.Set("current", null);
        return cycler;
    }
}
