namespace Heed.Numerics;

/// <summary>How the numbers of a weight lie in memory. Names of the block formats are those of GGUF.</summary>
/// <remarks>Block formats: ggml, docs/gguf.md and the layouts of its block types; a row is a whole number of blocks.</remarks>
public enum StoredFormat
{
    /// <summary>IEEE 754 binary32.</summary>
    Float32,

    /// <summary>IEEE 754 binary16.</summary>
    Float16,

    /// <summary>The upper half of a binary32.</summary>
    BFloat16,

    /// <summary>32 signed bytes n and a float16 scale d: d·n.</summary>
    Q8_0,

    /// <summary>32 numbers n of 4 bits and a float16 scale d: d·(n − 8).</summary>
    Q4_0,

    /// <summary>256 numbers n of 4 bits, float16 d and m, and for every 32 of them s and t of 6 bits: d·s·n − m·t.</summary>
    Q4_K,

    /// <summary>256 numbers n of 6 bits, a float16 d, and for every 16 of them a signed byte s: d·s·(n − 32).</summary>
    Q6_K,
}
