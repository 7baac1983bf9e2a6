namespace Heed.Models.Families;

/// <summary>BERT (Devlin et al. 2019).</summary>
internal sealed class BertFamily() : EncoderFamily("bert", "Bert")
{
    private static readonly WeightNames s_names = new("bert.", "encoder.layer.")
    {
        Block = Blocks,
        Body = Bodies,
        Head = new Dictionary<string, string>
        {
            ["head"] = "cls.predictions", ["head.dense"] = "cls.predictions.transform.dense",
                ["head.norm"] = "cls.predictions.transform.LayerNorm",
            ["classifier"] = "classifier",
        },
    };

    /// <summary>Modules of a block.</summary>
    internal static Dictionary<string, string> Blocks => new()
    {
        ["attn.q"] = "attention.self.query", ["attn.k"] = "attention.self.key", ["attn.v"] = "attention.self.value",
            ["attn.out"] = "attention.output.dense",
        ["norm1"] = "attention.output.LayerNorm", ["mlp.in"] = "intermediate.dense", ["mlp.out"] = "output.dense",
            ["norm2"] = "output.LayerNorm",
    };

    /// <summary>Modules of the bare model outside the blocks.</summary>
    internal static Dictionary<string, string> Bodies => new()
    {
        ["embed"] = "embeddings.word_embeddings", ["pos_embed"] = "embeddings.position_embeddings",
            ["type_embed"] = "embeddings.token_type_embeddings",
        ["embed_norm"] = "embeddings.LayerNorm", ["pooler"] = "pooler.dense",
    };

    public override WeightNames Names(Blueprint blueprint) => s_names;

    // Buffers, the tied decoder, the next-sentence head of the original checkpoints, and a pooler the masked-language head does not use.
    public override bool IsSurplus(string weight, Blueprint blueprint)
        => weight.EndsWith("position_ids", StringComparison.Ordinal) || weight.StartsWith("cls.predictions.decoder.", StringComparison.Ordinal)
        || weight.StartsWith("cls.seq_relationship.", StringComparison.Ordinal) || weight.Contains("pooler.dense.", StringComparison.Ordinal);
}
