namespace Heed.Prompts.Scripts.Values;

/// <summary>A function.</summary>
/// <param name="name">Its name; empty for none.</param>
/// <param name="call">What it does with this and its arguments.</param>
internal sealed class ScriptFunction(string name, Func<ScriptState, object?, object?[], object?> call) : ScriptObject
{
    /// <summary>Its name.</summary>
    public string Name => name;

    /// <summary>What it does.</summary>
    public Func<ScriptState, object?, object?[], object?> Call => call;

    /// <summary>What <c>new</c> does; null where it cannot be used so.</summary>
    public Func<ScriptState, object?[], object?>? Construct { get; init; }

    /// <summary>Whether a value is one of those it makes, for instanceof.</summary>
    public Func<object?, bool>? Made { get; init; }
}
