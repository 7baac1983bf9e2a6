using Heed.Numerics;

namespace Heed.Models.Weights.Gguf;

/// <summary>The numbers by which a GGUF file names the formats of its tensors.</summary>
internal static class GgufFormats
{
    private static readonly Dictionary<uint, StoredFormat> s_formats = new()
    {
        [0] = StoredFormat.Float32, [1] = StoredFormat.Float16, [2] = StoredFormat.Q4_0, [8] = StoredFormat.Q8_0,
        [12] = StoredFormat.Q4_K, [14] = StoredFormat.Q6_K, [30] = StoredFormat.BFloat16,
    };

    // Those that files of the wild have and Heed does not read, so that an error can name them.
    private static readonly Dictionary<uint, string> s_others = new()
    {
        [3] = "Q4_1", [6] = "Q5_0", [7] = "Q5_1", [9] = "Q8_1", [10] = "Q2_K", [11] = "Q3_K", [13] = "Q5_K", [15] = "Q8_K",
            [16] = "IQ2_XXS",
        [17] = "IQ2_XS", [18] = "IQ3_XXS", [19] = "IQ1_S", [20] = "IQ4_NL", [21] = "IQ3_S", [22] = "IQ2_S", [23] = "IQ4_XS", [24] = "I8",
        [25] = "I16", [26] = "I32", [27] = "I64", [28] = "F64", [29] = "IQ1_M", [34] = "TQ1_0", [35] = "TQ2_0", [39] = "MXFP4",
    };

    /// <summary>What Heed reads, for messages.</summary>
    public static string Known => string.Join(", ", s_formats.Values.Select(format => format switch
    {
        StoredFormat.Float32 => "F32",
        StoredFormat.Float16 => "F16",
        StoredFormat.BFloat16 => "BF16",
        _ => format.ToString(),
    }));

    /// <summary>The format of a number; null for one that Heed does not read.</summary>
    public static StoredFormat? Of(uint type) => s_formats.TryGetValue(type, out StoredFormat format) ? format : null;

    /// <summary>Its name.</summary>
    public static string Name(uint type) => s_others.TryGetValue(type, out string? name) ? name : $"type {type}";
}
