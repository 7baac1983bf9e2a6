using Heed.Models;
using static Heed.Lens.Steps.StepFrame;

namespace Heed.Lens.Steps;

/// <summary>From tokens to what goes into the attention.</summary>
internal static class EmbeddingSteps
{
    public static IEnumerable<HeadStep> Of(StepFrame frame)
    {
        (HeadContext context, HeadRun run, Blueprint b) = (frame.Context, frame.Run, frame.Context.Blueprint);
        TokenBatch batch = context.Prefix == "encoder." ? run.Batch.Source! : run.Batch;
        StepAxis narrow = b.EmbeddingWidth == b.Width ? frame.Width : new("E", "dimension of the embedding", null);
        double factor = b.ScaledEmbedding ? MathF.Sqrt(b.Width) : 1;
        yield return Step("token_embedding", null, "Token embedding", b.ScaledEmbedding ? "√M · E[token]" : "E[token]", b.ScaledEmbedding
            ? @"\sqrt{M}\,E_{t}" : "E_{t}",
            frame.Tokens, narrow, Rows(context, "embed.weight", batch.Ids, factor),
            $"Every token is looked up in a table: {b.EmbeddingWidth} learned numbers that stand for it, wherever it stands.");
        if (b.Positions == PositionKind.Learned)
            yield return Step("position_embedding", context.Prefix + "pos_embed", "Position embedding", "P[position]", "P_{i}", frame.Tokens, narrow,
                run.Site(context.Prefix + "pos_embed"),
                frame.Edit.Positions ? "Every place in the text has learned numbers of its own; without them the model could not tell one order of the "
                    + "words from another."
                    : "Left out: to the model every place is the same now.");
        if (b.TokenTypes > 0)
            yield return Step("type_embedding", null, "Segment embedding", "S[segment]", "S_{s}", frame.Tokens, narrow, Rows(context, "type_embed.weight",
                batch.TokenTypes ?? new int[batch.Ids.Length], 1),
                "Learned numbers that say to which of two texts a token belongs; here there is one.");
        string sum = "E" + (b.Positions == PositionKind.Learned ? " + P" : "") + (b.TokenTypes > 0 ? " + S" : "");
        string formula = (b.EmbeddingNorm, b.EmbeddingMap) switch { (true, true) => $"norm({sum})·W", (true, false) => $"norm({sum})", (false, true)
            => $"({sum})·W", _ => sum };
        yield return Step("embedding", context.Prefix + "embed", "What enters the first block", "x = " + formula, "x = " + formula.Replace("norm",
            @"\operatorname{norm}", StringComparison.Ordinal),
            frame.Tokens, frame.Width, run.Site(context.Prefix + "embed"),
            b.Positions == PositionKind.Learned ? "The sum says which token stands where."
                : "So far nothing says where a token stands; this model adds that inside attention.");
        yield return Step("block_input", context.Site + "resid_pre", $"What enters layer {context.Layer}", "x", "x", frame.Tokens, frame.Width,
            run.Site(context.Site + "resid_pre"),
            context.Layer == 0 ? "The first block starts from the embedding." : $"The embedding, with all that {context.Layer} "
                + $"{(context.Layer == 1 ? "layer" : "layers")} before this one wrote to it.");
        if (context.InputNorm is not null)
            yield return Step("attention_input", null, "Normalised input", "x̂ = norm(x)", @"\hat{x} = \operatorname{norm}(x)", frame.Tokens, frame.Width,
                context.Input(run),
                "Each row is brought to the same size, so that no token is loud only because its numbers are large.");
    }

    private static unsafe Grid Rows(HeadContext context, string table, int[] ids, double factor)
    {
        Autograd.Tensor weight = context.Model.Transformer.Parameter(table);
        var row = new float[weight.Columns];
        var rows = new Grid(ids.Length, weight.Columns);
        for (int i = 0; i < ids.Length; i++)
        {
            fixed (float* target = row) weight.Stored.Read(ids[i], target);
            for (int j = 0; j < row.Length; j++) rows[i, j] = row[j] * factor;
        }
        return rows;
    }
}
