using System.Text.Json;

namespace Heed.Models.Families;

/// <summary>
/// What BERT and its kin share: bidirectional, norms after, learned positions, token types, normalized embeddings, weights [out, in], a
/// masked-language head that
/// is tied, and the names of their configurations. A family says what it has of its own.
/// </summary>
internal abstract class EncoderFamily(string modelType, string name) : IModelFamily
{
    public string ModelType => modelType;

    public IReadOnlyDictionary<string, ModelHead> Architectures { get; } = new Dictionary<string, ModelHead>
    {
        [name + "Model"] = ModelHead.None,
        [name + "ForMaskedLM"] = ModelHead.MaskedLanguage,
        [name + "ForSequenceClassification"] = ModelHead.Classification,
    };

    /// <summary>The activation where the configuration does not say.</summary>
    protected virtual string ActivationByDefault => "gelu";

    public abstract WeightNames Names(Blueprint blueprint);

    public abstract bool IsSurplus(string weight, Blueprint blueprint);

    public virtual Blueprint Read(ConfigReader config, ModelHead head)
    {
        int width = config.Integer("hidden_size"), heads = config.Integer("num_attention_heads");
        config.Require(width % heads == 0, "num_attention_heads", $"a divisor of hidden_size={width}");
        config.Require(config.Text("position_embedding_type", "absolute") == "absolute", "position_embedding_type", "\"absolute\"");
        config.Require(!config.Flag("is_decoder", false), "is_decoder", "false");
        config.Require(!config.Flag("add_cross_attention", false), "add_cross_attention", "false");
        config.Require(config.Flag("tie_word_embeddings", true), "tie_word_embeddings", "true");
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
            Activation = ActivationNames.Read(config, "hidden_act", ActivationByDefault),
            Head = head,
            TokenTypes = config.Integer("type_vocab_size"),
            EmbeddingNorm = true,
            Pooler = head is ModelHead.None or ModelHead.Classification,
            Labels = LabelNames.Count(config),
            InitialDeviation = config.Number("initializer_range", 0.02f),
            PaddingToken = config.OptionalInteger("pad_token_id"),
        };
    }

    public virtual void Write(Utf8JsonWriter json, Blueprint blueprint)
    {
        json.WriteNumber("vocab_size", blueprint.VocabularySize);
        json.WriteNumber("hidden_size", blueprint.Width);
        json.WriteNumber("num_hidden_layers", blueprint.Layers);
        json.WriteNumber("num_attention_heads", blueprint.Heads);
        json.WriteNumber("intermediate_size", blueprint.HiddenWidth);
        json.WriteNumber("max_position_embeddings", blueprint.ReservedPositions + blueprint.MaxPositions);
        json.WriteNumber("type_vocab_size", blueprint.TokenTypes);
        json.WriteNumber("layer_norm_eps", blueprint.NormEpsilon);
        json.WriteString("hidden_act", ActivationNames.Of(blueprint.Activation));
        json.WriteString("position_embedding_type", "absolute");
        json.WriteNumber("initializer_range", blueprint.InitialDeviation);
        json.WriteNumber("attention_probs_dropout_prob", 0);
        json.WriteNumber("hidden_dropout_prob", 0);
        if (blueprint.Head == ModelHead.Classification) json.WriteNumber("num_labels", blueprint.Labels);
    }
}
