namespace Heed.Prompts.Scripts.Values;

/// <summary>An array.</summary>
/// <param name="items">What it holds; owned.</param>
internal sealed class ScriptList(List<object?> items) : ScriptObject
{
    /// <summary>What it holds.</summary>
    public List<object?> Items => items;
}
