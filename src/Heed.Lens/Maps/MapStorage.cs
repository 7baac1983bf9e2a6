namespace Heed.Lens.Maps;

/// <summary>Where maps keep their numbers, and how many bytes they may take.</summary>
public sealed record MapStorage
{
    /// <summary>What is allowed unless said otherwise: 1 GiB.</summary>
    public const long UsualBudget = 1L << 30;

    /// <summary>The most bytes that may be kept, in memory or on disk; what is needed is held against it before anything is computed.</summary>
    public long Budget { get; init; } = UsualBudget;

    /// <summary>
    /// A folder, in which each map makes a file of its own, mapped into memory and deleted when the map is disposed; null keeps the numbers in memory.
    /// </summary>
    public string? Folder { get; init; }

    /// <summary>Refuses maps that do not fit.</summary>
    /// <param name="plans">What is to be kept.</param>
    /// <exception cref="HeedException">They need more than the budget.</exception>
    internal void Check(IReadOnlyList<MapPlan> plans)
    {
        if (plans.Count == 0) return;
        Int128 needed = 0;
        foreach (MapPlan plan in plans) needed += plan.Bytes;
        if (needed <= Budget) return;
        MapPlan largest = plans.MaxBy(plan => plan.Bytes)!;
        throw new HeedException(
            $"attention maps: keeping {(plans.Count == 1 ? "one attention" : $"{plans.Count} attentions")} needs {needed:N0} bytes, most of them for queries "
            + $"and keys (the largest: {largest}); the budget is {Budget:N0} bytes. Choose fewer attentions or a shorter text, or raise the budget"
            + $"{(Folder is null ? ", with a folder for a file where memory does not suffice" : "")}.");
    }
}
