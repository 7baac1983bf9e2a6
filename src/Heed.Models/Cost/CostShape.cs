using Heed.Autograd;

namespace Heed.Models.Cost;

/// <summary>A decoder by its measures alone, to count the costs of a model that is not there: today's two plans, with and without gates.</summary>
/// <remarks>
/// With gates: root mean square norms, rotary positions, no biases (Touvron et al. 2023). Without: layer norms, learned positions, biases (Radford et al.
/// 2019).
/// Counts follow from the weights that such a model has, so that those of a published one are its own.
/// </remarks>
public sealed record CostShape
{
    /// <summary>L, 1 … <see cref="CostLimits.Layers"/>.</summary>
    public required int Layers { get; init; }

    /// <summary>M.</summary>
    public required int Width { get; init; }

    /// <summary>Hq.</summary>
    public required int Heads { get; init; }

    /// <summary>Hkv, a divisor of Hq.</summary>
    public required int KeyValueHeads { get; init; }

    /// <summary>D.</summary>
    public required int HeadSize { get; init; }

    /// <summary>Width of the feed-forward layer.</summary>
    public required int HiddenWidth { get; init; }

    /// <summary>V.</summary>
    public required int Vocabulary { get; init; }

    /// <summary>The longest text it was made for, in tokens.</summary>
    public required int MaxPositions { get; init; }

    /// <summary>Whether the feed-forward layer has a gate.</summary>
    public required bool IsGated { get; init; }

    /// <summary>Whether logits come from the token embedding.</summary>
    public bool TiedHead { get; init; }

    /// <summary>How many tokens each sees, itself included; null for all before it.</summary>
    public int? Window { get; init; }

    /// <summary>The shape as a blueprint.</summary>
    /// <exception cref="HeedException">A measure is out of range, or the heads do not fit each other.</exception>
    public Blueprint Blueprint()
    {
        if (Window < 1) throw new HeedException($"window: expected 1 or more tokens, or none for all; got {Window}.");
        var blueprint = new Blueprint
        {
            VocabularySize = Vocabulary, Width = Width, Layers = Layers, Heads = Heads, KeyValueHeads = KeyValueHeads, HeadSize = HeadSize,
            HiddenWidth = HiddenWidth, MaxPositions = MaxPositions, Direction = Direction.Causal, NormPlace = NormPlace.Before, NormEpsilon = 1e-5f,
            Norm = IsGated ? NormKind.RootMeanSquare : NormKind.Layer,
            Activation = IsGated ? Activation.Silu : Activation.GeluTanh,
            FeedForward = IsGated ? FeedForwardKind.Gated : FeedForwardKind.Plain,
            Positions = IsGated ? PositionKind.Rotary : PositionKind.Learned,
            Biases = IsGated ? MapBiases.None : MapBiases.All,
            Attention = Window is null ? [] : [new AttentionPlan { Window = Window }],
            Head = ModelHead.Language, TiedHead = TiedHead,
        };
        CostLimits.Check(blueprint);
        if (KeyValueHeads < 1 || Heads % KeyValueHeads != 0)
            throw new HeedException($"key-value heads: expected a divisor of the {Heads} query heads; got {KeyValueHeads}.");
        return blueprint;
    }
}
