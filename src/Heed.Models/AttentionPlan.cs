namespace Heed.Models;

/// <summary>What the self-attention of one layer has of its own.</summary>
public sealed record AttentionPlan
{
    /// <summary>A token sees itself and this many − 1 tokens before it; null for all.</summary>
    public int? Window { get; init; }

    /// <summary>How queries and keys turn with their position; null where they do not.</summary>
    public RotaryPlan? Rotary { get; init; }
}
