using Heed.Models.Tasks;

namespace Heed.Models.Weights.Gguf;

/// <summary>How a GGUF file wants sentences embedded: the key <c>pooling_type</c>, numbers as in llama.cpp's llama.h.</summary>
internal static class GgufPooling
{
    /// <summary>Reads it; the mean where the file does not say.</summary>
    /// <exception cref="HeedException">The file is malformed, or wants something else.</exception>
    public static EmbeddingPlan Read(string path)
    {
        using GgufFile file = GgufFile.Open(path);
        var keys = new GgufKeys(file.Metadata, GgufArchitecture.Of(file.Metadata).Name + ".", GgufNeutral.IsHarmless);
        int kind = keys.OptionalInteger("pooling_type") ?? 0;
        keys.Require(kind is >= 0 and <= 3, "pooling_type", "0 (none, taken as the mean), 1 (mean), 2 (first), 3 (last)");
        return new EmbeddingPlan { Pooling = kind switch { 2 => PoolingKind.First, 3 => PoolingKind.Last, _ => PoolingKind.Mean } };
    }
}
