using System.Text.Json;
using Heed.Autograd;

namespace Heed.Models.Families;

/// <summary>RoBERTa (Liu et al. 2019) and XLM-RoBERTa (Conneau et al. 2020): BERT whose positions start after the padding token's
/// id.</summary>
internal sealed class RobertaFamily(string modelType, string name) : EncoderFamily(modelType, name)
{
    private static readonly Dictionary<string, string> s_heads = new()
    {
        ["head"] = "lm_head", ["head.dense"] = "lm_head.dense", ["head.norm"] = "lm_head.layer_norm",
            ["classifier"] = "classifier.out_proj",
    };

    private static readonly WeightNames s_names = new("roberta.", "encoder.layer.") { Block = BertFamily.Blocks, Body = BertFamily.Bodies,
        Head = s_heads };

    // What pools for the classifier is part of its head.
    private static readonly WeightNames s_classifier = s_names with { Head = new Dictionary<string,
        string>(s_heads) { ["pooler"] = "classifier.dense" } };

    public override Blueprint Read(ConfigReader config, ModelHead head)
    {
        Blueprint bert = base.Read(config, head);
        int reserved = (bert.PaddingToken ?? 1) + 1;
        config.Require(bert.MaxPositions > reserved, "max_position_embeddings", $"more than the {reserved} positions that no token has");
        return bert with
        {
            MaxPositions = bert.MaxPositions - reserved,
            ReservedPositions = reserved,
            PaddingToken = reserved - 1,
            HeadActivation = Activation.Gelu,
            StartToken = config.OptionalInteger("bos_token_id"),
            EndTokens = [.. config.Integers("eos_token_id")],
        };
    }

    public override WeightNames Names(Blueprint blueprint) => blueprint.Head == ModelHead.Classification ? s_classifier : s_names;

    public override bool IsSurplus(string weight, Blueprint blueprint)
        => weight.EndsWith("position_ids", StringComparison.Ordinal) || weight.StartsWith("lm_head.decoder.", StringComparison.Ordinal)
        || (blueprint.Head != ModelHead.None && weight.Contains("pooler.dense.", StringComparison.Ordinal));
}
