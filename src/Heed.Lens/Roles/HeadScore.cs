namespace Heed.Lens.Roles;

/// <summary>How far a head does something.</summary>
/// <param name="Value">The measure's number.</param>
public sealed record HeadScore(double Value)
{
    /// <summary>The offset, key or width it is about, in the words of its measure; null where there is none.</summary>
    public string? Where { get; init; }

    /// <summary>What something simple would reach; null where nothing is compared.</summary>
    public double? Baseline { get; init; }

    /// <summary>What that is: <c>even attention</c>, <c>offset −3</c>, <c>nearest mention</c>.</summary>
    public string? BaselineIs { get; init; }
}
