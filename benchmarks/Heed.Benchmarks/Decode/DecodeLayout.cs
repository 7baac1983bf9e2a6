namespace Heed.Benchmarks;

/// <summary>How the cache of a decode is laid out.</summary>
internal enum DecodeLayout
{
    /// <summary>One block.</summary>
    Dense,

    /// <summary>Pages of 64 positions.</summary>
    Paged,

    /// <summary>Four sinks and a ring that has gone round.</summary>
    Rolling,

    /// <summary>Signed bytes.</summary>
    Int8,

    /// <summary>One block of bfloat16.</summary>
    BFloat16,

    /// <summary>One block of half precision.</summary>
    Float16,
}
