using Heed.Models;

namespace Heed.Lens.Maps;

/// <summary>An attention whose map is to be kept, and what that takes.</summary>
/// <param name="Site">Which: <c>blocks.3.attn</c>, <c>encoder.blocks.0.attn</c>, <c>decoder.blocks.2.cross</c>.</param>
/// <param name="Layer">Its layer.</param>
/// <param name="Heads">Hq.</param>
/// <param name="KeyValueHeads">Hkv.</param>
/// <param name="QueryCount">Tq.</param>
/// <param name="KeyCount">Tk.</param>
/// <param name="Width">D.</param>
public sealed record MapPlan(string Site, int Layer, int Heads, int KeyValueHeads, int QueryCount, int KeyCount, int Width)
{
    /// <summary>Numbers kept of each query of each head: the log-sum-exp, the entropy, the largest weight, its key, the first key's share.</summary>
    internal const int RowNumbers = 5;

    /// <summary>Bytes of the change to the scores that live as long as the map, such as a table of distances; one that several maps share counts in the first of
    /// its stack.</summary>
    public long ScoreBytes { get; init; }

    /// <summary>4·(Hq·Tq·D + Hkv·Tk·D + 5·Hq·Tq) bytes, and those of the score.</summary>
    public long Bytes => sizeof(float) * Floats + ScoreBytes;

    /// <summary>Numbers of the queries.</summary>
    internal long QueryFloats => (long)Heads * QueryCount * Width;

    /// <summary>Numbers of the keys.</summary>
    internal long KeyFloats => (long)KeyValueHeads * KeyCount * Width;

    /// <summary>All numbers that the map keeps.</summary>
    internal long Floats => QueryFloats + KeyFloats + RowNumbers * (long)Heads * QueryCount;

    /// <summary>Every attention of a pass, in the order of the pass.</summary>
    /// <param name="blueprint">The model.</param>
    /// <param name="batch">One text; behind an encoder with its source.</param>
    /// <exception cref="HeedException">There is not one text, or a source is missing.</exception>
    public static IReadOnlyList<MapPlan> Of(Blueprint blueprint, TokenBatch batch)
    {
        if (batch.Batch != 1) throw new HeedException($"attention maps: expected one text; got a batch of {batch.Batch}. Take them one after the other.");
        int target = batch.Length;
        if (!blueprint.HasEncoder) return Stack("", blueprint.Layers, target, null);
        int source = batch.Source?.Length
            ?? throw new HeedException("attention maps: this model's decoder needs what its encoder reads; expected tokens of a source.");
        return [.. Stack("encoder.", blueprint.EncoderLayers, source, null), .. Stack("decoder.", blueprint.Layers, target, source)];

        MapPlan[] Stack(string prefix, int layers, int count, int? crossed)
            => [.. Enumerable.Range(0, layers).SelectMany(layer => Layer($"{prefix}blocks.{layer}.", layer, count, crossed))];

        IEnumerable<MapPlan> Layer(string site, int layer, int count, int? crossed)
        {
            // The spread table has one bias for each distance, and all layers of a stack share it.
            long bias = blueprint.RelativeBias is not null && layer == 0 ? sizeof(float) * (2L * count - 1) * blueprint.Heads : 0;
            yield return Plan(site + "attn", layer, count, count) with { ScoreBytes = bias };
            if (crossed is { } source) yield return Plan(site + "cross", layer, count, source);
        }

        MapPlan Plan(string site, int layer, int queries, int keys)
            => new(site, layer, blueprint.Heads, blueprint.KeyValueHeads, queries, keys, blueprint.HeadSize);
    }

    /// <summary>For messages.</summary>
    public override string ToString()
        => $"{Site}, {Heads} heads of {QueryCount} queries and {KeyValueHeads} of {KeyCount} keys of {Width} numbers, {Bytes:N0} bytes";
}
