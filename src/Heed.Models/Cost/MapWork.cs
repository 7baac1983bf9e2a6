using Heed.Autograd;

namespace Heed.Models.Cost;

/// <summary>Multiply-adds of a model's linear maps, from the weights it asks for: a map is used once a token in every layer that reads it.</summary>
internal readonly record struct MapWork
{
    private MapWork(Blueprint blueprint)
    {
        (Blueprint b, IReadOnlyList<ParameterSpec> specs) = (blueprint, ParameterSpecs.Of(blueprint));
        Parameters = specs.Sum(Count);
        Embedding = Named("embed_map.");
        Main = Stack(StackPlan.Main(b), spec => !ReadsSource(spec));
        Source = Stack(StackPlan.Main(b), ReadsSource);
        Encoder = b.HasEncoder ? Stack(StackPlan.Encoder(b), _ => true) : 0;
        Head = Named("head.dense.") + Named("classifier.") + (b.Head is ModelHead.Classification or ModelHead.None ? Named("pooler.") : 0)
            + (b.Head is ModelHead.Language or ModelHead.MaskedLanguage ? (long)b.VocabularySize * b.EmbeddingWidth : 0);
        Widest = specs.Where(spec => spec.Use == ParameterUse.Map).Select(Count).DefaultIfEmpty(1).Max();

        long Named(string prefix) => specs.Where(spec => spec.Use == ParameterUse.Map && spec.Name.StartsWith(prefix, StringComparison.Ordinal)).Sum(Count);

        long Stack(StackPlan stack, Func<ParameterSpec, bool> reads)
        {
            ILookup<string, ParameterSpec> maps = specs.Where(spec => spec.Use == ParameterUse.Map && reads(spec)).ToLookup(spec => Block(spec.Name));
            return Enumerable.Range(0, stack.Layers).Sum(layer => maps[$"{stack.Prefix}blocks.{b.WeightLayer(layer)}."].Sum(Count));
        }
    }

    /// <summary>Numbers in all weights.</summary>
    public long Parameters { get; }

    /// <summary>A token of the embedding.</summary>
    public long Embedding { get; }

    /// <summary>A token of the only stack, or of the decoder, but for what reads the source.</summary>
    public long Main { get; }

    /// <summary>A token of the source, in the decoder: cross-attention's keys and values.</summary>
    public long Source { get; }

    /// <summary>A token of the source, in the encoder.</summary>
    public long Encoder { get; }

    /// <summary>A row of the head.</summary>
    public long Head { get; }

    /// <summary>Numbers in the largest map.</summary>
    public long Widest { get; }

    /// <summary>Counts them.</summary>
    public static MapWork Of(Blueprint blueprint) => new(blueprint);

    private static bool ReadsSource(ParameterSpec spec)
        => spec.Name.Contains(".cross.k.", StringComparison.Ordinal) || spec.Name.Contains(".cross.v.", StringComparison.Ordinal);

    /// <summary><c>blocks.3.</c> of <c>blocks.3.attn.q.weight</c>, with the stack's name before it.</summary>
    private static string Block(string name)
    {
        int start = name.IndexOf("blocks.", StringComparison.Ordinal);
        return start < 0 ? "" : name[..(name.IndexOf('.', start + "blocks.".Length) + 1)];
    }

    private static long Count(ParameterSpec spec) => spec.Shape.Aggregate(1L, (product, axis) => checked(product * axis));
}
