namespace Heed.Lens.Consequences;

/// <summary>Where an edge's weight and its consequence part.</summary>
public enum EdgeBadge
{
    /// <summary>They do not, it was not cut, or no cut changed anything.</summary>
    None,

    /// <summary>At least half of the row's weight, and less than a fiftieth of the largest consequence measured.</summary>
    LooksStrongDoesNothing,

    /// <summary>At most a tenth of the row's weight, and at least a quarter of the largest consequence measured.</summary>
    LooksWeakDecides,
}
