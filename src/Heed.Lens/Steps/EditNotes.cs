using Heed.Models;

namespace Heed.Lens.Steps;

/// <summary>What an edit did not do, or did otherwise than one might expect.</summary>
internal static class EditNotes
{
    /// <summary>The notes of an edit.</summary>
    public static IEnumerable<string> Of(StepsEdit edit, HeadContext context, HeadStages stages)
    {
        foreach (ChangedScore score in edit.Scores)
            if (stages.Allowed[score.Query, score.Key] == 0) yield return $"Query {score.Query} does not see key {score.Key}: its score changes nothing "
                + $"while the pair is masked.";
        if (edit.Uniform && edit.Scores.Count > 0) yield return "With equal weights no score counts.";
        if (!edit.Scaling && context.Blueprint.ScoreDivisor == 1) yield return "This model does not scale its scores: nothing is switched off.";
        if (!edit.Positions) yield return context.Blueprint.Positions switch
        {
            PositionKind.Learned => "The position embedding is left out at the beginning: every layer runs without it.",
            PositionKind.Rotary when context.Rotary is null => "This layer turns neither queries nor keys: nothing is switched off.",
            PositionKind.Rotary => "Queries and keys of this head are not turned; the other heads still know the positions.",
            _ => "This head goes without the relative bias; the other heads still know the positions.",
        };
        if (edit.Other is not null && edit.Parts.HasFlag(OtherParts.Queries) != edit.Parts.HasFlag(OtherParts.Keys)
            && edit.Mask == StepMask.Own) yield return "Keys of another text are not masked unless a mask is chosen.";
        for (int i = 0; i < stages.Sums.Rows; i++)
            if (stages.Sums[i, 0] == 0) yield return $"Query {i} sees no key: its result is 0.";
    }
}
