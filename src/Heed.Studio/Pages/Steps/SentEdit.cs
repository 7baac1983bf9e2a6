using Heed.Lens.Steps;
using Heed.Studio.Safety;

namespace Heed.Studio.Pages.Steps;

/// <summary>What is changed about a head; nothing where all is left out.</summary>
/// <param name="Scores">Scaled scores set by hand.</param>
/// <param name="Cuts">Pairs that are cut.</param>
/// <param name="Mask"><c>own</c>, <c>causal</c>, <c>bidirectional</c> or <c>window</c>; the model's own where left out.</param>
/// <param name="Window">Of <c>window</c>: how many tokens on a side a token sees, itself included.</param>
/// <param name="Positions">Whether tokens know where they stand.</param>
/// <param name="Scaling">Whether scores are scaled.</param>
/// <param name="Uniform">Whether all visible keys get the same weight.</param>
/// <param name="Other">Another text that keys and values come from; null for none.</param>
public sealed record SentEdit(
    IReadOnlyList<ChangedScore>? Scores = null, IReadOnlyList<TokenPair>? Cuts = null, string? Mask = null, int? Window = null, bool Positions = true,
    bool Scaling = true, bool Uniform = false, string? Other = null)
{
    private const int MostPairs = HeadSteps.MostTokens * HeadSteps.MostTokens;

    /// <summary>The same for the lens.</summary>
    /// <exception cref="HeedException">There is no such mask, or a score or pair is missing.</exception>
    /// <exception cref="TooLargeException">There are more changes than pairs, or the other text is too long.</exception>
    internal StepsEdit Edit(StudioOptions options)
    {
        if (Scores?.Count > MostPairs || Cuts?.Count > MostPairs)
            throw new TooLargeException(
                $"edit: expected at most {MostPairs} scores and as many cuts; got {Scores?.Count ?? 0} and {Cuts?.Count ?? 0}. Leave some out.");
        if (Scores?.Contains(null!) == true || Cuts?.Contains(null!) == true)
            throw new HeedException("edit: expected scores and cuts; got null among them. Leave it out.");
        StepMask mask = Mask switch
        {
            null or "own" => StepMask.Own,
            "causal" => StepMask.Causal,
            "bidirectional" => StepMask.Bidirectional,
            "window" => StepMask.Window,
            _ => throw new HeedException($"mask: expected own, causal, bidirectional or window; got '{Mask}'."),
        };
        return new StepsEdit
        {
            Scores = Scores ?? [], Cuts = Cuts ?? [], Mask = mask, Window = Window, Positions = Positions, Scaling = Scaling, Uniform = Uniform,
            Other = Other is null ? null : Limits.Text(Other, options, "other"),
        };
    }
}
