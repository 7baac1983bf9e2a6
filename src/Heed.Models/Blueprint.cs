using Heed.Autograd;

namespace Heed.Models;

/// <summary>What a model is, as data: the choices a <see cref="Transformer"/> executes.</summary>
public sealed record Blueprint
{
    /// <summary>V, entries of the token embedding.</summary>
    public required int VocabularySize { get; init; }

    /// <summary>M, the width of the residual stream.</summary>
    public required int Width { get; init; }

    /// <summary>L.</summary>
    public required int Layers { get; init; }

    /// <summary>Hq, query heads of a layer.</summary>
    public required int Heads { get; init; }

    /// <summary>Hkv, key-value heads of a layer, a divisor of Hq; as many as query heads where left out.</summary>
    public int KeyValueHeads { get => field > 0 ? field : Heads; init; }

    /// <summary>D, the head size of queries, keys and values.</summary>
    public required int HeadSize { get; init; }

    /// <summary>Width of the feed-forward layer.</summary>
    public required int HiddenWidth { get; init; }

    /// <summary>The longest text, in tokens.</summary>
    public required int MaxPositions { get; init; }

    /// <summary>Which tokens a token sees.</summary>
    public required Direction Direction { get; init; }

    /// <summary>Layers of the encoder in front of a decoder; 0 for models of one stack. <see cref="Layers"/> are the decoder's
    /// then.</summary>
    public int EncoderLayers { get; init; }

    /// <summary>Groups of neighbouring layers that share their weights (ALBERT); 0 where each layer has its own.</summary>
    public int LayerGroups { get; init; }

    /// <summary>How rows are normalized.</summary>
    public NormKind Norm { get; init; } = NormKind.Layer;

    /// <summary>Where the normalizations stand.</summary>
    public required NormPlace NormPlace { get; init; }

    /// <summary>ε of the normalizations.</summary>
    public required float NormEpsilon { get; init; }

    /// <summary>Activation of the feed-forward layers.</summary>
    public required Activation Activation { get; init; }

    /// <summary>What stands on top.</summary>
    public required ModelHead Head { get; init; }

    /// <summary>How the weights of linear maps lie.</summary>
    public WeightLayout Layout { get; init; } = WeightLayout.OutputByInput;

    /// <summary>How the maps to queries, keys and values lie.</summary>
    public ProjectionKind Projections { get; init; }

    /// <summary>Which maps of a block add a bias.</summary>
    public MapBiases Biases { get; init; } = MapBiases.All;

    /// <summary>How attention and feed-forward layer follow each other.</summary>
    public ResidualOrder Residual { get; init; }

    /// <summary>What a feed-forward layer computes.</summary>
    public FeedForwardKind FeedForward { get; init; }

    /// <summary>Whether queries and keys are normalized.</summary>
    public QueryKeyNorm QueryKeyNorm { get; init; }

    /// <summary>How tokens know where they stand.</summary>
    public PositionKind Positions { get; init; }

    /// <summary>Rows at the beginning of the position table that no token of a text has: RoBERTa counts from the one after the padding
    /// token's id.</summary>
    public int ReservedPositions { get; init; }

    /// <summary>What the layers' self-attention has of its own: one plan a layer, one for all, or none.</summary>
    public ValueList<AttentionPlan> Attention { get; init; } = [];

    /// <summary>The relative position bias; null for none.</summary>
    public RelativeBiasPlan? RelativeBias { get; init; }

    /// <summary>n of the 1/√n that scores are multiplied by; the head size where left out. 1: not at all (T5).</summary>
    public double? ScoreDivisor { get; init; }

    /// <summary>c of c·tanh(score/c); null for none.</summary>
    public float? ScoreCap { get; init; }

    /// <summary>c of c·tanh(logit/c); null for none.</summary>
    public float? LogitCap { get; init; }

    /// <summary>Width of the embeddings; <see cref="Width"/> where left out.</summary>
    public int EmbeddingWidth { get => field > 0 ? field : Width; init; }

    /// <summary>Whether a map brings embeddings to <see cref="Width"/>, which it must where they have another: ALBERT.</summary>
    public bool EmbeddingMap { get; init; }

    /// <summary>Whether token embeddings are multiplied by √M: Gemma.</summary>
    public bool ScaledEmbedding { get; init; }

    /// <summary>Whether logits come from the token embedding, rather than a matrix of their own.</summary>
    public bool TiedHead { get; init; } = true;

    /// <summary>Whether what goes into the head is multiplied by 1/√M: T5 with a tied head.</summary>
    public bool ScaledHead { get; init; }

    /// <summary>Activation inside the masked-language head; the feed-forward layers' where left out.</summary>
    public Activation? HeadActivation { get; init; }

    /// <summary>Activation of the pooler.</summary>
    public Activation PoolerActivation { get; init; } = Activation.Tanh;

    /// <summary>Token types (segments); 0 for none.</summary>
    public int TokenTypes { get; init; }

    /// <summary>Whether the sum of embeddings is normalized.</summary>
    public bool EmbeddingNorm { get; init; }

    /// <summary>Whether the first position's state goes through a dense layer and an activation.</summary>
    public bool Pooler { get; init; }

    /// <summary>Classes of a classification head.</summary>
    public int Labels { get; init; }

    /// <summary>Standard deviation of fresh weights.</summary>
    public float InitialDeviation { get; init; } = 0.02f;

    /// <summary>How fresh position embeddings start: <see cref="ParameterStart.Normal"/> or <see cref="ParameterStart.Sinusoidal"/>.</summary>
    public ParameterStart PositionStart { get; init; } = ParameterStart.Normal;

    /// <summary>How many tokens back the heads of a fresh first layer look, a head each; empty: wherever chance has them. Needs sinusoidal or rotary
    /// positions.</summary>
    public IReadOnlyList<int> LookBack { get; init; } = [];

    /// <summary>The token that starts a text; null for none.</summary>
    public int? StartToken { get; init; }

    /// <summary>The tokens that end a text; empty for none.</summary>
    public ValueList<int> EndTokens { get; init; } = [];

    /// <summary>The first of <see cref="EndTokens"/>; null for none.</summary>
    public int? EndToken { get => EndTokens.Count > 0 ? EndTokens[0] : null; init => EndTokens = value is { } token ? [token] : []; }

    /// <summary>The token a decoder behind an encoder starts with; null for models of one stack.</summary>
    public int? DecoderStartToken { get; init; }

    /// <summary>The token that fills up short rows; null for none.</summary>
    public int? PaddingToken { get; init; }

    /// <summary>Whether an encoder stands in front of the decoder.</summary>
    public bool HasEncoder => EncoderLayers > 0;

    /// <summary>The self-attention of a layer.</summary>
    public AttentionPlan AttentionOf(int layer) => Attention.Count switch { 0 => s_plain, 1 => Attention[0], _ => Attention[layer] };

    /// <summary>The layer under whose name a layer's weights stand.</summary>
    public int WeightLayer(int layer) => LayerGroups > 0 ? (int)((long)layer * LayerGroups / Layers) : layer;

    /// <summary>Whether a text longer than the window can be computed at all: not where positions are rows of a learned table, which ends there.</summary>
    public bool CanReadBeyondWindow => Positions != PositionKind.Learned;

    /// <summary>Refuses a text that does not fit the window.</summary>
    /// <param name="tokens">How many it has.</param>
    /// <param name="beyondWindow">Whether it may be longer, where that can be computed.</param>
    /// <exception cref="HeedException">It has more tokens than <see cref="MaxPositions"/>.</exception>
    internal void CheckLength(long tokens, bool beyondWindow = false)
    {
        if (tokens <= MaxPositions) return;
        if (beyondWindow && !CanReadBeyondWindow)
            throw new HeedException(
                $"text too long: {tokens} tokens; this model has a table of {MaxPositions} positions and cannot read beyond it. "
                + "Shorten the text or choose a model without such a table.");
        if (!beyondWindow)
            throw new HeedException(
                $"text too long: {tokens} tokens; this model's window is {MaxPositions}. Shorten the text or choose a model with a longer window.");
    }

    private static readonly AttentionPlan s_plain = new();
}
