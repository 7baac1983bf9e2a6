namespace Heed.Benchmarks;

/// <summary>What kinds of attention have in common as sequences grow.</summary>
internal enum ScalingFamily
{
    /// <summary>Every pair, or half of them.</summary>
    Exact,

    /// <summary>A number of keys a query that does not grow.</summary>
    Sparse,

    /// <summary>A state of fixed size.</summary>
    Linear,

    /// <summary>One query over a cache.</summary>
    Decode,
}
