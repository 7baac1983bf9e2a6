namespace Heed.Models.Generation;

/// <summary>How the next token is chosen.</summary>
public sealed record SamplingOptions
{
    /// <summary>The likeliest token, always.</summary>
    public static SamplingOptions Greedy { get; } = new();

    /// <summary>Logits are divided by it; 0 chooses the likeliest.</summary>
    public float Temperature { get; init; }

    /// <summary>Only the k likeliest tokens take part; 0: all.</summary>
    public int TopK { get; init; }

    /// <summary>Only the likeliest tokens that together reach this probability take part (Holtzman et al. 2020); 1: all.</summary>
    public float TopP { get; init; } = 1f;

    /// <summary>Only tokens with at least this share of the likeliest one's probability take part (Nguyen et al. 2024); 0: all.</summary>
    public float MinP { get; init; }

    /// <summary>
    /// By this a token's logit is divided where it is positive, or multiplied where negative, if the token is in the text already (Keskar
    /// et al. 2019); 1: not.
    /// </summary>
    public float RepetitionPenalty { get; init; } = 1f;

    /// <summary>Is subtracted from a token's logit for every time the sampler has chosen it, −2 … 2; 0: not.</summary>
    public float FrequencyPenalty { get; init; }

    /// <summary>Is subtracted from a token's logit once the sampler has chosen it, −2 … 2; 0: not.</summary>
    public float PresencePenalty { get; init; }

    /// <summary>Seed of the draws: the same seed gives the same text.</summary>
    public ulong Seed { get; init; } = 1;

    /// <summary>Checks the ranges.</summary>
    /// <exception cref="HeedException">A value is out of range.</exception>
    public void Validate()
    {
        if (!(Temperature >= 0) || !float.IsFinite(Temperature)) throw new HeedException($"temperature: expected a number of at least 0; got {Temperature}.");
        if (TopK < 0) throw new HeedException($"top-k: expected a whole number of at least 0; got {TopK}.");
        if (!(TopP > 0 && TopP <= 1)) throw new HeedException($"top-p: expected a number above 0 and at most 1; got {TopP}.");
        if (!(MinP >= 0 && MinP < 1)) throw new HeedException($"min-p: expected a number of at least 0 and below 1; got {MinP}.");
        if (!(RepetitionPenalty > 0) || !float.IsFinite(RepetitionPenalty))
            throw new HeedException($"repetition penalty: expected a number above 0; got {RepetitionPenalty}.");
        if (!(MathF.Abs(FrequencyPenalty) <= 2))
            throw new HeedException($"frequency penalty: expected a number of at least -2 and at most 2; got {FrequencyPenalty}.");
        if (!(MathF.Abs(PresencePenalty) <= 2))
            throw new HeedException($"presence penalty: expected a number of at least -2 and at most 2; got {PresencePenalty}.");
    }
}
