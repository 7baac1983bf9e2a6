using Heed.Lens.Roles;

namespace Heed.Studio.Pages.Heads;

/// <summary>A question about heads.</summary>
/// <param name="Name">What a head that does it is called.</param>
/// <param name="About">What the score is, in a sentence.</param>
/// <param name="Threshold">The score from which a head has the role.</param>
/// <param name="Kind">What sort of thing it is: <c>finds</c>, <c>matches</c>, <c>place</c>, <c>writes</c>, <c>rests</c>, <c>other</c>.</param>
/// <param name="Evidence">What it rests on: <c>pattern</c>, <c>patternOfAnswers</c>, <c>directPath</c>.</param>
public sealed record MeasureAnswer(string Name, string About, double Threshold, string Kind, string Evidence)
{
    internal static MeasureAnswer Of(IHeadMeasure measure) => new(
        measure.Name, measure.About, measure.Threshold,
        measure.Kind switch
        {
            HeadRoleKind.Finds => "finds",
            HeadRoleKind.Matches => "matches",
            HeadRoleKind.Place => "place",
            HeadRoleKind.Writes => "writes",
            HeadRoleKind.Rests => "rests",
            _ => "other",
        },
        measure.Evidence switch
        {
            HeadEvidence.PatternOfAnswers => "patternOfAnswers",
            HeadEvidence.DirectPath => "directPath",
            _ => "pattern",
        });
}
