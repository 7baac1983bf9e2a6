using static Heed.Lens.Steps.StepFrame;

namespace Heed.Lens.Steps;

/// <summary>From scores to weights.</summary>
internal static class SoftmaxSteps
{
    public static IEnumerable<HeadStep> Of(StepFrame frame)
    {
        HeadStages stages = frame.Stages;
        (StepAxis queries, StepAxis keys) = (frame.QueryTokens, frame.KeyTokens);
        bool uniform = frame.Edit.Uniform;
        yield return Step("row_max", null, "Largest score of each row", "μ = max over j of s", @"\mu_i = \max_j s_{ij}", queries, Single("max"), stages.Largest,
            "Taken out first, so that the exponential of a large score does not overflow; the weights are the same with or without.");
        yield return Step("exponentials", null, "Exponentials", uniform ? "e = 1" : "e = exp(s − μ)", uniform ? "e_{ij} = 1"
            : @"e_{ij} = \exp(s_{ij} - \mu_i)", queries, keys, stages.Exponentials,
            uniform ? "All keys count alike, whatever their scores." : "Scores become positive numbers; one more in score is about 2.7 times as much.");
        yield return Step("row_sum", null, "Sum of each row", "Σ = sum over j of e", @"\Sigma_i = \sum_j e_{ij}", queries, Single("sum"), stages.Sums,
            "What each row is divided by.");
        yield return Step("pattern", frame.Site("pattern"), "Weights", "A = e / Σ", @"A_{ij} = e_{ij} / \Sigma_i", queries, keys,
            stages.Weights.OnlyChanges(frame.Run.Untouched.Weights, frame.Run.Matrix("pattern")),
            "Each row adds up to 1: how much of each value goes into this token. A weight says where the head looks, not what the answer rests on.");
    }
}
