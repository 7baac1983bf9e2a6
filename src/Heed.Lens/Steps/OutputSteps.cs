using Heed.Models;
using static Heed.Lens.Steps.StepFrame;

namespace Heed.Lens.Steps;

/// <summary>From weights to what the attention writes.</summary>
internal static class OutputSteps
{
    public static IEnumerable<HeadStep> Of(StepFrame frame)
    {
        (HeadContext context, HeadRun run, Blueprint b) = (frame.Context, frame.Run, frame.Context.Blueprint);
        Grid own = run.Head("z"), z = frame.Stages.Z.OnlyChanges(run.Untouched.Z, own);
        yield return Step("z", frame.Site("z"), "Weighted sum", "z = A·v", "z = A v", frame.QueryTokens, frame.Dimensions, z,
            "Each token gets the values it looks at, mixed in proportion to the weights: what this head found.");
        int first = context.Head * b.HeadSize;
        Grid all = run.Site(frame.Site("z"));
        for (int i = 0; i < z.Rows; i++)
            for (int j = 0; j < z.Columns; j++) all[i, first + j] = z[i, j];
        yield return Step("concatenation", frame.Site("z"), "All heads side by side", "Z = [z₀ … z_h …]", @"Z = [z_0 \dots z_h \dots]", frame.QueryTokens,
            new("Hq·D", "dimension of each head", null), all,
            $"{b.Heads} heads compute the same way with weights of their own; this one's {b.HeadSize} numbers are columns {first} to {first + b.HeadSize - 1}.")
            with { HeadStart = first, HeadEnd = first + b.HeadSize };
        yield return Step("contribution", null, "What this head writes", "z·W_O of this head", @"z W_O^{(h)}", frame.QueryTokens, frame.Width,
            z.Times(context.Output),
            "The head's part of the output matrix turns what it found into numbers of the residual stream.");
        Grid before = run.Site(frame.Site("result")), result = before.Plus(z.Plus(own.Select(number => -number)).Times(context.Output));
        string biased = b.Biases.HasFlag(MapBiases.AttentionOutput) ? " + b" : "";
        yield return Step("result", frame.Site("result"), "What all heads write", $"sum over h of z_h·W_O{biased}", $@"\sum_h z_h W_O^{{(h)}}{biased}",
            frame.QueryTokens, frame.Width, result,
            "The heads' parts are added up: this is the whole attention's output.");
        string formula = context.ResultNorm is null ? "x + result" : b.NormPlace == NormPlace.After ? "norm(x + result)" : "x + norm(result)";
        yield return Step("residual", context.HasMiddle ? context.Site + "resid_mid" : null, "Residual", formula, formula.Replace("norm",
            @"\operatorname{norm}", StringComparison.Ordinal)
            .Replace("result", @"\text{result}", StringComparison.Ordinal), frame.Tokens, frame.Width,
            context.HasMiddle ? context.Residual(run, result).OnlyChanges(context.Residual(run, before), run.Site(context.Site + "resid_mid"))
                : context.Residual(run, result),
            b.Residual == ResidualOrder.Parallel ? "Added to what came in; the feed-forward part, which this model computes beside attention, is added too."
                : "Added to what came in, so that nothing a token knew is lost: attention only ever adds.");
    }
}
