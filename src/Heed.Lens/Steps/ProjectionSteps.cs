using static Heed.Lens.Steps.StepFrame;

namespace Heed.Lens.Steps;

/// <summary>Queries, keys and values.</summary>
internal static class ProjectionSteps
{
    public static IEnumerable<HeadStep> Of(StepFrame frame)
    {
        HeadContext context = frame.Context;
        string x = context.InputNorm is null ? "x" : "x̂", tex = context.InputNorm is null ? "x" : @"\hat{x}",
            biased = context.Blueprint.Biases.HasFlag(Models.MapBiases.Projections) ? " + b" : "";
        string lookFor = "What each token looks for, as numbers: its query.", offer = "What each token can be found by: its key." + Shared(context);
        bool turns = context.Rotary is not null && frame.Edit.Positions;
        if (context.ChangesQueries)
        {
            Grid q = context.Projection.Projected(context.Input(frame.Queries)).Q, k = context.Projection.Projected(context.Input(frame.Keys)).K;
            yield return Step("q_projected", null, "Queries as projected", $"{x}·W_Q{biased}", $"{tex} W_Q{biased}", frame.QueryTokens, frame.Dimensions,
                q, lookFor);
            yield return Step("k_projected", null, "Keys as projected", $"{x}·W_K{biased}", $"{tex} W_K{biased}", frame.KeyTokens, frame.Dimensions, k, offer);
        }
        if (context.Projection.HasNorm)
        {
            Grid q = context.Projection.Normed(context.Input(frame.Queries)).Q, k = context.Projection.Normed(context.Input(frame.Keys)).K;
            yield return Step("q_normed", null, "Queries normalised", "norm(q)", @"\operatorname{norm}(q)", frame.QueryTokens, frame.Dimensions, q,
                "Queries are brought to one size, which keeps scores from growing.");
            yield return Step("k_normed", null, "Keys normalised", "norm(k)", @"\operatorname{norm}(k)", frame.KeyTokens, frame.Dimensions, k, "So are keys.");
        }
        yield return Step("q", frame.Site("q"), turns ? "Queries, turned" : "Queries", turns ? "q = R(position)·q" : context.ChangesQueries ? "q"
            : $"q = {x}·W_Q{biased}",
            turns ? "q = R_i\\,q" : context.ChangesQueries ? "q" : $"q = {tex} W_Q{biased}", frame.QueryTokens, frame.Dimensions, frame.Stages.Q,
            turns ? "Pairs of numbers are turned by an angle that grows with the position." : context.ChangesQueries ? "They meet the keys as they are."
                : lookFor);
        yield return Step("k", frame.Site("k"), turns ? "Keys, turned" : "Keys", turns ? "k = R(position)·k" : context.ChangesQueries ? "k"
            : $"k = {x}·W_K{biased}",
            turns ? "k = R_j\\,k" : context.ChangesQueries ? "k" : $"k = {tex} W_K{biased}", frame.KeyTokens, frame.Dimensions, frame.Stages.K,
            turns ? "Keys turn alike, so that a query and a key meet at an angle that depends on how far apart they stand." : context.ChangesQueries
                ? "They meet the queries as they are." : offer);
        yield return Step("v", frame.Site("v"), "Values", $"v = {x}·W_V{biased}", $"v = {tex} W_V{biased}", frame.ValueTokens, frame.Dimensions, frame.Stages.V,
            "What each token hands over to those that look at it: its value.");
    }

    private static string Shared(HeadContext context)
    {
        int group = context.Blueprint.Heads / context.Blueprint.KeyValueHeads;
        return group == 1 ? "" : $" {group} query heads share each head of keys and values.";
    }
}
