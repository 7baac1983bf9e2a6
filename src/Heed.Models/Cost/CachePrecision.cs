namespace Heed.Models.Cost;

/// <summary>How keys and values of the tokens seen are kept.</summary>
public enum CachePrecision
{
    /// <summary>As computed, 4 bytes a number.</summary>
    Float32,

    /// <summary>Rounded to 2 bytes a number.</summary>
    Float16,

    /// <summary>A byte a number and a float scale for every 32 (<see cref="Heed.Cache.Int8Cache"/>).</summary>
    Int8,
}
