namespace Heed.Models.Templates.Values;

/// <summary>What a call passes.</summary>
/// <param name="Places">By place.</param>
/// <param name="Names">By name, in order.</param>
internal sealed record Arguments(IReadOnlyList<object?> Places, IReadOnlyList<(string Name, object? Value)> Names)
{
    /// <summary>Nothing.</summary>
    public static Arguments None { get; } = new([], []);

    /// <summary>The value of a name, taken once; undefined where it is not passed.</summary>
    public bool TryName(string name, out object? value)
    {
        foreach ((string key, object? item) in Names)
        {
            if (key != name) continue;
            value = item;
            return true;
        }
        value = null;
        return false;
    }
}
