namespace Heed.Models.Generation;

/// <summary>How a beam search goes.</summary>
public sealed record BeamOptions
{
    /// <summary>Texts that are kept at a time.</summary>
    public int Beams { get; init; } = 4;

    /// <summary>A text's logarithm of probability is divided by its length to this power: above 0 long texts gain.</summary>
    public double LengthPenalty { get; init; } = 1;

    /// <summary>Whether the search ends as soon as there are as many ended texts as beams, rather than when none that goes on can become
    /// better.</summary>
    public bool EarlyStopping { get; init; }

    /// <summary>Checks the ranges.</summary>
    /// <exception cref="HeedException">A value is out of range.</exception>
    public void Validate()
    {
        if (Beams < 1) throw new HeedException($"beams: expected a whole number of at least 1; got {Beams}.");
        if (!double.IsFinite(LengthPenalty)) throw new HeedException($"length penalty: expected a number; got {LengthPenalty}.");
    }
}
