namespace Heed.Prompts.Scripts.Expressions;

/// <summary>What a chain such as a?.b.c is once a is nothing; it becomes undefined at the chain's end.</summary>
internal sealed class ChainEnd
{
    private ChainEnd() { }

    /// <summary>The only one.</summary>
    public static ChainEnd Value { get; } = new();
}
