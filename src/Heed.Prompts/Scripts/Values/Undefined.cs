namespace Heed.Prompts.Scripts.Values;

/// <summary>JavaScript's undefined; its null is null.</summary>
internal sealed class Undefined
{
    private Undefined() { }

    /// <summary>The only one.</summary>
    public static Undefined Value { get; } = new();
}
