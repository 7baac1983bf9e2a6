using Heed.Autograd;

namespace Heed.Models;

/// <summary>The weights a blueprint asks for, in the order of the forward pass.</summary>
public static class ParameterSpecs
{
    /// <summary>Lists them.</summary>
    public static IReadOnlyList<ParameterSpec> Of(Blueprint blueprint)
    {
        var specs = new List<ParameterSpec>();
        int m = blueprint.Width, heads = blueprint.Heads * blueprint.HeadSize;

        Table("embed.weight", blueprint.VocabularySize);
        Table("pos_embed.weight", blueprint.MaxPositions, blueprint.PositionStart);
        if (blueprint.TokenTypes > 0) Table("type_embed.weight", blueprint.TokenTypes);
        if (blueprint.EmbeddingNorm) Norm("embed_norm");
        for (int layer = 0; layer < blueprint.Layers; layer++)
        {
            string block = $"blocks.{layer}.";
            Norm(block + "norm1");
            if (blueprint.FusedProjections) Map(block + "attn.qkv", m, 3 * heads);
            else
                foreach (string which in (string[])["q", "k", "v"]) Map(block + "attn." + which, m, heads);
            Map(block + "attn.out", heads, m, ParameterStart.ResidualNormal);
            Norm(block + "norm2");
            Map(block + "mlp.in", m, blueprint.HiddenWidth);
            Map(block + "mlp.out", blueprint.HiddenWidth, m, ParameterStart.ResidualNormal);
        }
        if (blueprint.NormPlace == NormPlace.Before) Norm("final_norm");
        if (blueprint.Pooler) Map("pooler", m, m);
        if (blueprint.Head == ModelHead.MaskedLanguage)
        {
            Map("head.dense", m, m);
            Norm("head.norm");
            specs.Add(new ParameterSpec("head.bias", [blueprint.VocabularySize], ParameterStart.Zero));
        }
        if (blueprint.Head == ModelHead.Classification) Map("classifier", m, blueprint.Labels);
        return specs;

        void Table(string name, int rows, ParameterStart start = ParameterStart.Normal) => specs.Add(new ParameterSpec(name, [rows, m], start));

        void Norm(string name)
        {
            specs.Add(new ParameterSpec(name + ".weight", [m], ParameterStart.One));
            specs.Add(new ParameterSpec(name + ".bias", [m], ParameterStart.Zero));
        }

        void Map(string name, int inputs, int outputs, ParameterStart start = ParameterStart.Normal)
        {
            specs.Add(new ParameterSpec(name + ".weight", blueprint.Layout == WeightLayout.InputByOutput ? [inputs, outputs] : [outputs, inputs], start));
            specs.Add(new ParameterSpec(name + ".bias", [outputs], ParameterStart.Zero));
        }
    }
}
