using Heed.Cache;

namespace Heed.Models.Cost;

/// <summary>Bytes of key-value caches, by the rows our own caches keep.</summary>
internal static class CacheSize
{
    /// <summary>Keys and values of one position of one layer and one text.</summary>
    public static long OfPosition(Blueprint blueprint, CachePrecision precision)
    {
        var shape = new CacheShape(1, blueprint.KeyValueHeads, blueprint.HeadSize);
        return precision switch
        {
            CachePrecision.Float32 => DenseCache.BytesOfPosition(shape),
            CachePrecision.Float16 => DenseCache.BytesOfPosition(shape, ElementType.Float16),
            CachePrecision.Int8 => Int8Cache.BytesOfPosition(shape),
            _ => throw new ArgumentOutOfRangeException(nameof(precision), precision, "precision: expected one of the enumeration."),
        };
    }

    /// <summary>Positions of all layers together when none is dropped, or where layers with a window keep only that.</summary>
    public static UInt128 Positions(Blueprint blueprint, long context, bool rolling)
    {
        if (!rolling) return (UInt128)blueprint.Layers * (UInt128)context;
        UInt128 positions = 0;
        for (int layer = 0; layer < blueprint.Layers; layer++) positions += (UInt128)Math.Min(context, blueprint.AttentionOf(layer).Window ?? context);
        return positions;
    }

    /// <summary>What a decoder keeps of its source in all layers: keys and values in float32, without gaps.</summary>
    public static UInt128 OfSource(Blueprint blueprint, long context)
        => blueprint.HasEncoder ? (UInt128)context * (UInt128)blueprint.Layers * 2 * (UInt128)blueprint.KeyValueHeads * (UInt128)blueprint.HeadSize * sizeof(float) : 0;
}
