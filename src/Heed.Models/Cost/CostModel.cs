namespace Heed.Models.Cost;

/// <summary>Counts what a model of any family costs, from its blueprint alone.</summary>
/// <remarks>
/// <para><b>Operations.</b> A map of I inputs and O outputs takes 2·I·O a token; attention 4·D a pair of query and key, head by head, over the pairs that
/// the mask leaves (a causal half, a window); the head 2·E·V for each text. In the vocabulary of Kaplan et al. 2020 (Scaling Laws, table 1), C = 2N + 2·L·T·d a
/// token, where their attention term counts q·k and all T keys; Narayanan et al. 2021 (Megatron-LM, appendix) has both products, 4·B·T²·M a layer and no causal
/// half. Norms, activations, softmax, biases, rotations and lookups are left out, as there: they are the "rest" of a predicted time.</para>
/// <para><b>Encoder–decoders</b> read a source of T tokens and an answer of T tokens; a decoded token stands behind both. Models that only
/// read have no token and no cache.</para>
/// <para><b>Numbers</b> are exact at any length: 128 bits hold them up to 2⁴⁰ tokens and 2¹⁶ texts.</para>
/// </remarks>
public sealed class CostModel
{
    /// <summary>The longest context that is counted: 2⁴⁰ tokens.</summary>
    public const long LongestContext = 1L << 40;

    /// <summary>The most texts: 2¹⁶.</summary>
    public const int LargestBatch = 1 << 16;

    private readonly MapWork _maps;
    private readonly Dictionary<int, int> _windows = [];
    private readonly int _unbounded;

    /// <summary>Takes a model's measures.</summary>
    /// <param name="blueprint">The model.</param>
    /// <param name="variant">A change of it; none where left out.</param>
    /// <param name="storedBytes">Bytes its weights take as they are stored, of the model as it is; null where nobody knows.</param>
    /// <exception cref="HeedException">The change does not fit the model.</exception>
    public CostModel(Blueprint blueprint, CostVariant? variant = null, long? storedBytes = null)
    {
        Variant = variant ?? CostVariant.AsIs;
        Blueprint = Variant.Apply(blueprint);
        _maps = MapWork.Of(Blueprint);
        StoredBytes = storedBytes is { } bytes ? (long)((Int128)bytes * _maps.Parameters / MapWork.Of(blueprint).Parameters) : null;
        for (int layer = 0; layer < Blueprint.Layers; layer++)
            if (Decodes && Blueprint.AttentionOf(layer).Window is { } window) _windows[window] = _windows.GetValueOrDefault(window) + 1;
            else _unbounded++;
    }

    /// <summary>The change.</summary>
    public CostVariant Variant { get; }

    /// <summary>The model so changed.</summary>
    public Blueprint Blueprint { get; }

    /// <summary>Numbers in all weights; shared layers count once.</summary>
    public long Parameters => _maps.Parameters;

    /// <summary>Bytes of the weights in float32.</summary>
    public UInt128 Float32Bytes => (UInt128)Parameters * sizeof(float);

    /// <summary>Bytes of the weights as stored; of a changed model, as many a number. Null where nobody knows.</summary>
    public long? StoredBytes { get; }

    /// <summary>Bytes the weights take: as stored where that is known, otherwise in float32.</summary>
    public UInt128 WeightBytes => StoredBytes is { } bytes ? (UInt128)bytes : Float32Bytes;

    /// <summary>Whether it makes one token after another.</summary>
    public bool Decodes => Blueprint.Direction == Direction.Causal;

    /// <summary>Multiply-adds of the maps, by what reads them.</summary>
    internal MapWork Maps => _maps;

    /// <summary>The costs at a context length.</summary>
    /// <param name="context">T.</param>
    /// <param name="batch">B.</param>
    /// <exception cref="HeedException">A number is out of range.</exception>
    public CostPoint At(long context, int batch = 1)
    {
        if (context is < 1 or > LongestContext) throw new HeedException($"context: expected 1 … {LongestContext} tokens; got {context}.");
        if (batch is < 1 or > LargestBatch) throw new HeedException($"batch: expected 1 … {LargestBatch} texts; got {batch}.");
        (UInt128 tokens, UInt128 texts) = ((UInt128)context, (UInt128)batch);
        UInt128 source = CacheSize.OfSource(Blueprint, context), position = (UInt128)CacheSize.OfPosition(Blueprint, Variant.Cache);
        return new CostPoint(
            context, batch, context > Blueprint.MaxPositions, Prefill(tokens, texts, context), Decodes ? Token(texts, context) : null,
            Decodes ? texts * (position * CacheSize.Positions(Blueprint, context, rolling: false) + source) : 0,
            Decodes ? texts * (position * CacheSize.Positions(Blueprint, context, rolling: true) + source) : 0,
            texts * (UInt128)Blueprint.Heads * tokens * tokens * sizeof(float));
    }

    private OperationCount Prefill(UInt128 tokens, UInt128 texts, long context)
    {
        UInt128 embedded = (UInt128)_maps.Embedding * (Blueprint.HasEncoder ? 2u : 1u);
        UInt128 maps = embedded + (UInt128)_maps.Main + (UInt128)_maps.Source + (UInt128)_maps.Encoder;
        UInt128 pairs = Sum(window => AttentionPairs.OfText(context, Blueprint.Direction, window));
        if (Blueprint.HasEncoder) pairs += (UInt128)(Blueprint.EncoderLayers + Blueprint.Layers) * tokens * tokens; // its own, and the decoder's across
        return new OperationCount(2 * texts * tokens * maps, texts * Pair * pairs, Head(texts));
    }

    private OperationCount Token(UInt128 texts, long context)
    {
        UInt128 pairs = Sum(window => AttentionPairs.OfToken(context, window));
        if (Blueprint.HasEncoder) pairs += (UInt128)Blueprint.Layers * (UInt128)context;
        return new OperationCount(2 * texts * ((UInt128)_maps.Embedding + (UInt128)_maps.Main), texts * Pair * pairs, Head(texts));
    }

    /// <summary>Operations of a pair in all heads: D multiply-adds for the score and as many for the sum of values.</summary>
    private UInt128 Pair => 4 * (UInt128)Blueprint.Heads * (UInt128)Blueprint.HeadSize;

    private UInt128 Head(UInt128 texts) => 2 * texts * (UInt128)_maps.Head;

    /// <summary>A sum over the layers of the main stack, by their windows.</summary>
    private UInt128 Sum(Func<int?, UInt128> pairs)
    {
        UInt128 sum = _unbounded == 0 ? 0 : (UInt128)_unbounded * pairs(null);
        foreach ((int window, int layers) in _windows) sum += (UInt128)layers * pairs(window);
        return sum;
    }
}
