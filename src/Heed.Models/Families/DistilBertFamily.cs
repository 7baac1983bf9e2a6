using System.Text.Json;
using Heed.Autograd;

namespace Heed.Models.Families;

/// <summary>DistilBERT (Sanh et al. 2019): BERT without token types and pooler.</summary>
internal sealed class DistilBertFamily : IModelFamily
{
    private static readonly WeightNames s_names = new("distilbert.", "transformer.layer.")
    {
        Block = new Dictionary<string, string>
        {
            ["attn.q"] = "attention.q_lin", ["attn.k"] = "attention.k_lin", ["attn.v"] = "attention.v_lin",
                ["attn.out"] = "attention.out_lin",
            ["norm1"] = "sa_layer_norm", ["mlp.in"] = "ffn.lin1", ["mlp.out"] = "ffn.lin2", ["norm2"] = "output_layer_norm",
        },
        Body = BertFamily.Bodies,
        Head = new Dictionary<string, string>
        {
            ["head"] = "vocab_projector", ["head.dense"] = "vocab_transform", ["head.norm"] = "vocab_layer_norm",
                ["pooler"] = "pre_classifier", ["classifier"] = "classifier",
        },
    };

    public string ModelType => "distilbert";

    public IReadOnlyDictionary<string, ModelHead> Architectures { get; } = new Dictionary<string, ModelHead>
    {
        ["DistilBertModel"] = ModelHead.None,
        ["DistilBertForMaskedLM"] = ModelHead.MaskedLanguage,
        ["DistilBertForSequenceClassification"] = ModelHead.Classification,
    };

    public Blueprint Read(ConfigReader config, ModelHead head)
    {
        int width = config.Integer("dim"), heads = config.Integer("n_heads");
        config.Require(width % heads == 0, "n_heads", $"a divisor of dim={width}");
        config.Require(config.Flag("tie_word_embeddings", true), "tie_word_embeddings", "true");
        return new Blueprint
        {
            VocabularySize = config.Integer("vocab_size"),
            Width = width,
            Layers = config.Integer("n_layers"),
            Heads = heads,
            HeadSize = width / heads,
            HiddenWidth = config.Integer("hidden_dim"),
            MaxPositions = config.Integer("max_position_embeddings"),
            Direction = Direction.Bidirectional,
            NormPlace = NormPlace.After,
            NormEpsilon = 1e-12f,
            Activation = ActivationNames.Read(config, "activation", "gelu"),
            Head = head,
            EmbeddingNorm = true,
            Pooler = head == ModelHead.Classification,
            PoolerActivation = Activation.Relu,
            Labels = LabelNames.Count(config),
            InitialDeviation = config.Number("initializer_range", 0.02f),
            PaddingToken = config.OptionalInteger("pad_token_id"),
        };
    }

    public void Write(Utf8JsonWriter json, Blueprint blueprint)
    {
        json.WriteNumber("vocab_size", blueprint.VocabularySize);
        json.WriteNumber("dim", blueprint.Width);
        json.WriteNumber("n_layers", blueprint.Layers);
        json.WriteNumber("n_heads", blueprint.Heads);
        json.WriteNumber("hidden_dim", blueprint.HiddenWidth);
        json.WriteNumber("max_position_embeddings", blueprint.MaxPositions);
        json.WriteString("activation", ActivationNames.Of(blueprint.Activation));
        json.WriteNumber("initializer_range", blueprint.InitialDeviation);
        json.WriteNumber("attention_dropout", 0);
        json.WriteNumber("dropout", 0);
        if (blueprint.Head == ModelHead.Classification) json.WriteNumber("num_labels", blueprint.Labels);
    }

    public WeightNames Names(Blueprint blueprint) => s_names;

    // The tied map, and the masked-language head where another took its place.
    public bool IsSurplus(string weight, Blueprint blueprint)
        => weight == "vocab_projector.weight" || (blueprint.Head != ModelHead.MaskedLanguage
            && weight.StartsWith("vocab_", StringComparison.Ordinal));
}
