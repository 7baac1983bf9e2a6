namespace Heed.Models.Templates.Values;

/// <summary>The <c>loop</c> of a for statement.</summary>
internal sealed class LoopState(IReadOnlyList<object?> items) : IMembers
{
    private object? _changedFrom = new Undefined("no turn before");

    /// <summary>The turn, from 0.</summary>
    public int Turn { get; set; }

    public object? Member(string name) => name switch
    {
        "index" => Turn + 1L,
        "index0" => (long)Turn,
        "revindex" => (long)(items.Count - Turn),
        "revindex0" => (long)(items.Count - Turn - 1),
        "first" => Turn == 0,
        "last" => Turn == items.Count - 1,
        "length" => (long)items.Count,
        // Jinja counts the turns of recursive loops alone, which are not there.
        "depth" => 1L,
        "depth0" => 0L,
        "previtem" => Turn > 0 ? items[Turn - 1] : new Undefined("there is no previous item"),
        "nextitem" => Turn < items.Count - 1 ? items[Turn + 1] : new Undefined("there is no next item"),
        "cycle" => new FunctionValue("loop.cycle", (state, arguments) => arguments.Places.Count > 0
            ? arguments.Places[Turn % arguments.Places.Count]
            : throw state.Error("loop.cycle: expected items to choose from; got none.")),
        "changed" => new FunctionValue("loop.changed", Changed),
        _ => new Undefined($"the loop has no '{name}'"),
    };

    private object? Changed(RenderState state, Arguments arguments)
    {
        var now = new ListValue(arguments.Places, IsTuple: true);
        bool same = Equality.Same(state, _changedFrom, now);
        _changedFrom = now;
        return !same;
    }
}
