namespace Heed.Lens.Steps.Demonstrations;

/// <summary>What a demonstration is asked of.</summary>
public sealed record DemonstrationOptions
{
    /// <summary>The token that looks; where left out, the one at whose place the answer is read, or the last.</summary>
    public int? Query { get; init; }

    /// <summary>Another text, for <see cref="SelfAgainstCross"/>; the first half of the head's own where left out.</summary>
    public string? Other { get; init; }
}
