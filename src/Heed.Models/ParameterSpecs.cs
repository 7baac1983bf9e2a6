using Heed.Autograd;

namespace Heed.Models;

/// <summary>The weights a blueprint asks for, in the order of the forward pass.</summary>
public static class ParameterSpecs
{
    /// <summary>Lists them.</summary>
    public static IReadOnlyList<ParameterSpec> Of(Blueprint blueprint)
    {
        var specs = new SpecList(blueprint);
        Embeddings(specs, blueprint);
        foreach (StackPlan stack in StackPlan.Of(blueprint)) Stack(specs, blueprint, stack);
        Head(specs, blueprint);
        return specs.All;
    }

    private static void Embeddings(SpecList specs, Blueprint b)
    {
        specs.Table("embed.weight", b.VocabularySize, b.EmbeddingWidth);
        if (b.Positions == PositionKind.Learned) specs.Table("pos_embed.weight", b.ReservedPositions + b.MaxPositions, b.EmbeddingWidth,
            b.PositionStart);
        if (b.TokenTypes > 0) specs.Table("type_embed.weight", b.TokenTypes, b.EmbeddingWidth);
        if (b.EmbeddingNorm) specs.Norm("embed_norm", b.EmbeddingWidth);
        if (b.EmbeddingMap) specs.Map("embed_map", b.EmbeddingWidth, b.Width);
    }

    private static void Stack(SpecList specs, Blueprint b, StackPlan stack)
    {
        if (b.RelativeBias is { } bias) specs.Add(stack.Prefix + "relative_bias.weight", [bias.Buckets, b.Heads], ParameterStart.Normal);
        int own = b.LayerGroups > 0 ? b.LayerGroups : stack.Layers;
        for (int layer = 0; layer < own; layer++)
        {
            string block = $"{stack.Prefix}blocks.{layer}.";
            specs.Norm(block + "norm1", b.Width);
            Attention(specs, b, block + "attn.", b.Projections, b.QueryKeyNorm);
            if (b.NormPlace == NormPlace.Around) specs.Norm(block + "norm1_post", b.Width);
            if (stack.Crosses)
            {
                specs.Norm(block + "norm_cross", b.Width);
                Attention(specs, b, block + "cross.", ProjectionKind.Separate, QueryKeyNorm.None);
            }
            specs.Norm(block + "norm2", b.Width);
            FeedForward(specs, b, block + "mlp.");
            if (b.NormPlace == NormPlace.Around) specs.Norm(block + "norm2_post", b.Width);
        }
        if (b.NormPlace != NormPlace.After) specs.Norm(stack.Prefix + "final_norm", b.Width);
    }

    private static void Attention(SpecList specs, Blueprint b, string name, ProjectionKind projections, QueryKeyNorm norm)
    {
        int queries = b.Heads * b.HeadSize, keys = b.KeyValueHeads * b.HeadSize;
        bool biased = b.Biases.HasFlag(MapBiases.Projections);
        if (projections == ProjectionKind.Separate)
        {
            specs.Map(name + "q", b.Width, queries, biased);
            specs.Map(name + "k", b.Width, keys, biased);
            specs.Map(name + "v", b.Width, keys, biased);
        }
        else specs.Map(name + "qkv", b.Width, queries + 2 * keys, biased);
        if (norm != QueryKeyNorm.None)
        {
            specs.Norm(name + "q_norm", norm == QueryKeyNorm.PerHead ? b.HeadSize : queries);
            specs.Norm(name + "k_norm", norm == QueryKeyNorm.PerHead ? b.HeadSize : keys);
        }
        specs.Map(name + "out", queries, b.Width, b.Biases.HasFlag(MapBiases.AttentionOutput), ParameterStart.ResidualNormal);
    }

    private static void FeedForward(SpecList specs, Blueprint b, string name)
    {
        bool biased = b.Biases.HasFlag(MapBiases.FeedForward);
        if (b.FeedForward == FeedForwardKind.GatedFused) specs.Map(name + "gate_in", b.Width, 2 * b.HiddenWidth, biased);
        else
        {
            if (b.FeedForward == FeedForwardKind.Gated) specs.Map(name + "gate", b.Width, b.HiddenWidth, biased);
            specs.Map(name + "in", b.Width, b.HiddenWidth, biased);
        }
        specs.Map(name + "out", b.HiddenWidth, b.Width, biased, ParameterStart.ResidualNormal);
    }

    private static void Head(SpecList specs, Blueprint b)
    {
        if (b.Pooler) specs.Map("pooler", b.Width, b.Width);
        if (b.Head == ModelHead.MaskedLanguage)
        {
            specs.Map("head.dense", b.Width, b.EmbeddingWidth);
            specs.Norm("head.norm", b.EmbeddingWidth);
            specs.Add("head.bias", [b.VocabularySize], ParameterStart.Zero);
        }
        if (!b.TiedHead && b.Head is (ModelHead.Language or ModelHead.MaskedLanguage)) specs.Table("head.weight", b.VocabularySize,
            b.EmbeddingWidth);
        if (b.Head == ModelHead.Classification) specs.Map("classifier", b.Width, b.Labels);
    }

    /// <summary>Tables, norms and maps as they become tensors.</summary>
    private sealed class SpecList(Blueprint blueprint)
    {
        private readonly List<ParameterSpec> _all = [];

        public IReadOnlyList<ParameterSpec> All => _all;

        public void Add(string name, int[] shape, ParameterStart start, ParameterUse use = ParameterUse.Vector)
            => _all.Add(new ParameterSpec(name, shape, start, use));

        public void Table(string name, int rows, int width, ParameterStart start = ParameterStart.Normal)
            => Add(name, [rows, width], start, ParameterUse.Table);

        public void Norm(string name, int width)
        {
            Add(name + ".weight", [width], blueprint.Norm == NormKind.RootMeanSquarePlusOne ? ParameterStart.Zero : ParameterStart.One);
            if (blueprint.Norm == NormKind.Layer) Add(name + ".bias", [width], ParameterStart.Zero);
        }

        public void Map(string name, int inputs, int outputs, bool biased = true, ParameterStart start = ParameterStart.Normal)
        {
            Add(name + ".weight", blueprint.Layout == WeightLayout.InputByOutput ? [inputs, outputs] : [outputs, inputs], start, ParameterUse.Map);
            if (biased) Add(name + ".bias", [outputs], ParameterStart.Zero);
        }
    }
}
