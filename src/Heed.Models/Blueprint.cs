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

    /// <summary>D, the head size of queries, keys and values.</summary>
    public required int HeadSize { get; init; }

    /// <summary>Width of the feed-forward layer.</summary>
    public required int HiddenWidth { get; init; }

    /// <summary>The longest text, in tokens.</summary>
    public required int MaxPositions { get; init; }

    /// <summary>Which tokens a token sees.</summary>
    public required Direction Direction { get; init; }

    /// <summary>Where the layer normalizations stand.</summary>
    public required NormPlace NormPlace { get; init; }

    /// <summary>ε of the layer normalizations.</summary>
    public required float NormEpsilon { get; init; }

    /// <summary>Activation of the feed-forward layers.</summary>
    public required Activation Activation { get; init; }

    /// <summary>What stands on top.</summary>
    public required ModelHead Head { get; init; }

    /// <summary>How the weights of linear maps lie.</summary>
    public WeightLayout Layout { get; init; } = WeightLayout.OutputByInput;

    /// <summary>Whether queries, keys and values come from one matrix.</summary>
    public bool FusedProjections { get; init; }

    /// <summary>Token types (segments); 0 for none.</summary>
    public int TokenTypes { get; init; }

    /// <summary>Whether the sum of embeddings is normalized.</summary>
    public bool EmbeddingNorm { get; init; }

    /// <summary>Whether the first position's state goes through a dense layer and tanh.</summary>
    public bool Pooler { get; init; }

    /// <summary>Classes of a classification head.</summary>
    public int Labels { get; init; }

    /// <summary>Standard deviation of fresh weights.</summary>
    public float InitialDeviation { get; init; } = 0.02f;

    /// <summary>How fresh position embeddings start: <see cref="ParameterStart.Normal"/> or <see cref="ParameterStart.Sinusoidal"/>.</summary>
    public ParameterStart PositionStart { get; init; } = ParameterStart.Normal;

    /// <summary>How many tokens back the heads of a fresh first layer look, a head each; empty: wherever chance has them. Needs sinusoidal positions.</summary>
    public IReadOnlyList<int> LookBack { get; init; } = [];

    /// <summary>The token that starts a text; null for none.</summary>
    public int? StartToken { get; init; }

    /// <summary>The token that ends a text; null for none.</summary>
    public int? EndToken { get; init; }

    /// <summary>The token that fills up short rows; null for none.</summary>
    public int? PaddingToken { get; init; }
}
