namespace Heed.Lens.Steps;

/// <summary>What if one head were computed otherwise: any of these together. The default changes nothing.</summary>
public sealed record StepsEdit
{
    /// <summary>Scaled scores set by hand; of several for one pair the last holds. A pair that the mask removes stays removed.</summary>
    public IReadOnlyList<ChangedScore> Scores { get; init; } = [];

    /// <summary>Pairs the head does without; their rows are renormalised, and one left with nothing has z = 0.</summary>
    public IReadOnlyList<TokenPair> Cuts { get; init; } = [];

    /// <summary>Which keys a query sees.</summary>
    public StepMask Mask { get; init; }

    /// <summary>Of <see cref="StepMask.Window"/>: how many tokens on a side a token sees, itself included, at least 1.</summary>
    public int? Window { get; init; }

    /// <summary>
    /// Whether tokens know where they stand. Where not, a learned position table is left out at the embedding, so that the whole model runs without it;
    /// rotation and relative bias are left out in this
    /// head alone.
    /// </summary>
    public bool Positions { get; init; } = true;

    /// <summary>Whether scores are scaled (by 1/√D in most models).</summary>
    public bool Scaling { get; init; } = true;

    /// <summary>Another text, run by the same model, of which this layer and head give <see cref="Parts"/>; null for none.</summary>
    public string? Other { get; init; }

    /// <summary>What comes from the other text.</summary>
    public OtherParts Parts { get; init; } = OtherParts.KeysAndValues;

    /// <summary>Whether every key that a query sees gets the same weight.</summary>
    public bool Uniform { get; init; }
}
