using System.Text.Json;

namespace Heed.Models.Families;

/// <summary>ALBERT (Lan et al. 2020): BERT with a narrow embedding and layers that share their weights.</summary>
internal sealed class AlbertFamily() : EncoderFamily("albert", "Albert")
{
    private static readonly WeightNames s_names = new("albert.", "encoder.albert_layer_groups.")
    {
        Block = new Dictionary<string, string>
        {
            ["attn.q"] = Layer + "attention.query", ["attn.k"] = Layer + "attention.key", ["attn.v"] = Layer + "attention.value",
            ["attn.out"] = Layer + "attention.dense", ["norm1"] = Layer + "attention.LayerNorm",
            ["mlp.in"] = Layer + "ffn", ["mlp.out"] = Layer + "ffn_output", ["norm2"] = Layer + "full_layer_layer_norm",
        },
        Body = new Dictionary<string, string>(BertFamily.Bodies) { ["embed_map"] = "encoder.embedding_hidden_mapping_in",
            ["pooler"] = "pooler" },
        Head = new Dictionary<string, string>
        {
            ["head"] = "predictions", ["head.dense"] = "predictions.dense", ["head.norm"] = "predictions.LayerNorm",
                ["classifier"] = "classifier",
        },
    };

    // A group may hold several layers in turn; all published models hold one.
    private const string Layer = "albert_layers.0.";

    protected override string ActivationByDefault => "gelu_new";

    public override Blueprint Read(ConfigReader config, ModelHead head)
    {
        Blueprint bert = base.Read(config, head);
        config.Require((config.OptionalInteger("inner_group_num") ?? 1) == 1, "inner_group_num", "1");
        int groups = config.OptionalInteger("num_hidden_groups", least: 1) ?? 1;
        config.Require(groups <= bert.Layers, "num_hidden_groups", $"at most num_hidden_layers={bert.Layers}");
        return bert with
        {
            LayerGroups = groups,
            EmbeddingWidth = config.Integer("embedding_size"),
            EmbeddingMap = true,
            StartToken = config.OptionalInteger("bos_token_id"),
            EndTokens = [.. config.Integers("eos_token_id")],
        };
    }

    public override void Write(Utf8JsonWriter json, Blueprint blueprint)
    {
        base.Write(json, blueprint);
        json.WriteNumber("embedding_size", blueprint.EmbeddingWidth);
        json.WriteNumber("num_hidden_groups", blueprint.LayerGroups);
        json.WriteNumber("inner_group_num", 1);
    }

    public override WeightNames Names(Blueprint blueprint) => s_names;

    public override bool IsSurplus(string weight, Blueprint blueprint)
        => weight.EndsWith("position_ids", StringComparison.Ordinal) || weight.StartsWith("predictions.decoder.", StringComparison.Ordinal)
        || weight.StartsWith("sop_classifier.", StringComparison.Ordinal)
            || (blueprint.Head == ModelHead.MaskedLanguage && weight.Contains("pooler.", StringComparison.Ordinal));
}
