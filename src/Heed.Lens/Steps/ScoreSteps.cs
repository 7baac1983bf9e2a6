using static Heed.Lens.Steps.StepFrame;

namespace Heed.Lens.Steps;

/// <summary>From queries and keys to the scores that go into the softmax.</summary>
internal static class ScoreSteps
{
    public static IEnumerable<HeadStep> Of(StepFrame frame)
    {
        (HeadContext context, HeadStages stages) = (frame.Context, frame.Stages);
        (StepAxis queries, StepAxis keys) = (frame.QueryTokens, frame.KeyTokens);
        yield return Step("products", null, "Raw scores", "q·kᵀ", @"q k^{\top}", queries, keys, stages.Products,
            "Each query is multiplied with each key, number by number, and summed up: large where what one looks for is what the other offers.");
        double divisor = context.Blueprint.ScoreDivisor ?? context.Blueprint.HeadSize;
        bool isHeadSize = divisor == context.Blueprint.HeadSize;
        bool scales = frame.Edit.Scaling && divisor != 1;
        yield return Step("scaled", null, "Scaled scores", scales ? $"s = q·kᵀ / √{(isHeadSize ? "D" : divisor)}" : "s = q·kᵀ",
            scales ? $@"s = q k^{{\top}} / \sqrt{{{(isHeadSize ? "D" : divisor)}}}" : @"s = q k^{\top}", queries, keys, stages.Scaled,
            scales ? $"Divided by √{divisor}, as sums over many numbers grow large, and the softmax of large scores gives everything to one key."
                : divisor == 1 ? "This model does not scale its scores; it learned with them as they are."
                    : "Left as they are: without the division the largest scores win nearly everything.");
        if (stages.Capped is { } capped)
            yield return Step("capped", null, "Capped scores", $"s = {context.Blueprint.ScoreCap}·tanh(s / {context.Blueprint.ScoreCap})",
                @"s = c \tanh(s / c)", queries, keys, capped,
                "No score can leave a fixed range.");
        if (stages is { Bias: { } bias, Biased: { } biased })
        {
            yield return Step("bias", null, "Relative position bias", "b[j − i]", "b_{j-i}", queries, keys, bias,
                "A learned number for each distance: how much this head likes keys so far away.");
            yield return Step("biased", null, "Biased scores", "s = s + b", "s = s + b", queries, keys, biased,
                "It is added to the scores; this is how this model knows where tokens stand.");
        }
        double removed = stages.Allowed.Numbers.Count(number => number == 0);
        yield return Step("mask", null, "Mask", "1 where query i may see key j, else 0", @"m_{ij} \in \{0, 1\}", queries, keys, stages.Allowed,
            removed == 0 ? "Every query sees every key." : $"{removed} of {stages.Allowed.Numbers.Length} pairs are removed: those queries do not see those "
                + $"keys.");
        yield return Step("scores", frame.Site("scores"), "Masked scores", "s, and −∞ where masked",
            @"s_{ij} \text{ if } m_{ij} = 1, \text{ else } -\infty", queries, keys,
            stages.Scores.OnlyChanges(frame.Run.Untouched.Scores, frame.Run.Matrix("scores")),
                "What is left goes into the softmax; a removed pair has no score at all, which is not the same as a score of 0.");
    }
}
