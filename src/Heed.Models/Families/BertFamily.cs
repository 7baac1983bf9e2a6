using System.Text.Json;

namespace Heed.Models.Families;

/// <summary>BERT (Devlin et al. 2019): bidirectional, norms after, learned positions, token types, normalized embeddings, weights [out, in].</summary>
internal sealed class BertFamily : IModelFamily
{
    public string ModelType => "bert";

    public IReadOnlyDictionary<string, ModelHead> Architectures { get; } = new Dictionary<string, ModelHead>
    {
        ["BertModel"] = ModelHead.None,
        ["BertForMaskedLM"] = ModelHead.MaskedLanguage,
        ["BertForSequenceClassification"] = ModelHead.Classification,
    };

    private static readonly WeightNames s_names = new("bert.", "encoder.layer.")
    {
        Block = new Dictionary<string, string>
        {
            ["attn.q"] = "attention.self.query", ["attn.k"] = "attention.self.key", ["attn.v"] = "attention.self.value", ["attn.out"] = "attention.output.dense",
            ["norm1"] = "attention.output.LayerNorm", ["mlp.in"] = "intermediate.dense", ["mlp.out"] = "output.dense", ["norm2"] = "output.LayerNorm",
        },
        Body = new Dictionary<string, string>
        {
            ["embed"] = "embeddings.word_embeddings", ["pos_embed"] = "embeddings.position_embeddings", ["type_embed"] = "embeddings.token_type_embeddings",
            ["embed_norm"] = "embeddings.LayerNorm", ["pooler"] = "pooler.dense",
        },
        Head = new Dictionary<string, string>
        {
            ["head"] = "cls.predictions", ["head.dense"] = "cls.predictions.transform.dense", ["head.norm"] = "cls.predictions.transform.LayerNorm",
            ["classifier"] = "classifier",
        },
    };

    public Blueprint Read(ConfigReader config, ModelHead head)
    {
        int width = config.Integer("hidden_size"), heads = config.Integer("num_attention_heads");
        config.Require(width % heads == 0, "num_attention_heads", $"a divisor of hidden_size={width}");
        config.Require(config.Text("position_embedding_type", "absolute") == "absolute", "position_embedding_type", "\"absolute\"");
        config.Require(!config.Flag("is_decoder", false), "is_decoder", "false");
        config.Require(config.Flag("tie_word_embeddings", true), "tie_word_embeddings", "true");
        int labels = config.OptionalInteger("num_labels", least: 1) ?? config.CountOf("id2label");
        return new Blueprint
        {
            VocabularySize = config.Integer("vocab_size"),
            Width = width,
            Layers = config.Integer("num_hidden_layers"),
            Heads = heads,
            HeadSize = width / heads,
            HiddenWidth = config.Integer("intermediate_size"),
            MaxPositions = config.Integer("max_position_embeddings"),
            Direction = Direction.Bidirectional,
            NormPlace = NormPlace.After,
            NormEpsilon = config.Number("layer_norm_eps", 1e-12f),
            Activation = ActivationNames.Read(config, "hidden_act", "gelu"),
            Head = head,
            TokenTypes = config.Integer("type_vocab_size"),
            EmbeddingNorm = true,
            Pooler = head is ModelHead.None or ModelHead.Classification,
            Labels = labels > 0 ? labels : 2,
            InitialDeviation = config.Number("initializer_range", 0.02f),
            PaddingToken = config.OptionalInteger("pad_token_id"),
        };
    }

    public void Write(Utf8JsonWriter json, Blueprint blueprint)
    {
        json.WriteNumber("vocab_size", blueprint.VocabularySize);
        json.WriteNumber("hidden_size", blueprint.Width);
        json.WriteNumber("num_hidden_layers", blueprint.Layers);
        json.WriteNumber("num_attention_heads", blueprint.Heads);
        json.WriteNumber("intermediate_size", blueprint.HiddenWidth);
        json.WriteNumber("max_position_embeddings", blueprint.MaxPositions);
        json.WriteNumber("type_vocab_size", blueprint.TokenTypes);
        json.WriteNumber("layer_norm_eps", blueprint.NormEpsilon);
        json.WriteString("hidden_act", ActivationNames.Of(blueprint.Activation));
        json.WriteString("position_embedding_type", "absolute");
        json.WriteNumber("initializer_range", blueprint.InitialDeviation);
        json.WriteNumber("attention_probs_dropout_prob", 0);
        json.WriteNumber("hidden_dropout_prob", 0);
        if (blueprint.Head == ModelHead.Classification) json.WriteNumber("num_labels", blueprint.Labels);
    }

    public WeightNames Names(Blueprint blueprint) => s_names;

    // Buffers, the tied decoder, the next-sentence head of the original checkpoints, and a pooler the masked-language head does not use.
    public bool IsSurplus(string weight, Blueprint blueprint)
        => weight.EndsWith("position_ids", StringComparison.Ordinal) || weight.StartsWith("cls.predictions.decoder.", StringComparison.Ordinal)
        || weight.StartsWith("cls.seq_relationship.", StringComparison.Ordinal) || weight.Contains("pooler.dense.", StringComparison.Ordinal);
}
