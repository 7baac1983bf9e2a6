using Heed.Lens.Interventions;
using Heed.Lens.WholeMap;
using Heed.Models;
using Heed.Positions;

namespace Heed.Lens.Steps;

/// <summary>A head of a model, with what of the weights its steps need.</summary>
internal sealed class HeadContext
{
    /// <summary>Reads what is needed.</summary>
    /// <exception cref="HeedException">There is no such self-attention or head.</exception>
    public HeadContext(LanguageModel model, string attention, int head)
    {
        Blueprint b = model.Transformer.Blueprint;
        AttentionNames.Require(b, attention);
        AttentionNames.RequireHead(b, attention, head);
        if (!attention.EndsWith(".attn", StringComparison.Ordinal)) throw new HeedException($"{attention}: expected a self-attention, whose name ends in "
            + $".attn.");
        (Model, Attention, Head, Layer) = (model, attention, head, AttentionNames.LayerOf(attention));
        Prefix = attention[..attention.IndexOf("blocks.", StringComparison.Ordinal)];
        Main = b.HasEncoder ? "decoder." : "";
        Site = attention[..^"attn".Length];
        Block = OutputMap.BlockOf(b, attention);
        Projection = new HeadProjection(model.Transformer, attention, head);
        ReadOnlySpan<float> output = OutputMap.Of(model.Transformer, attention).Head(head);
        Output = new Grid(b.HeadSize, b.Width, Array.ConvertAll(output.ToArray(), number => (double)number));
        bool sums = b.NormPlace is NormPlace.Before or NormPlace.Around || b.Residual == ResidualOrder.Parallel;
        InputNorm = sums ? new RowNorm(model.Transformer, Block + "norm1") : null;
        ResultNorm = b.Residual == ResidualOrder.Parallel ? null : b.NormPlace switch
        {
            NormPlace.Inside or NormPlace.After => new RowNorm(model.Transformer, Block + "norm1"),
            NormPlace.Around => new RowNorm(model.Transformer, Block + "norm1_post"),
            _ => null,
        };
    }

    /// <summary>The model.</summary>
    public LanguageModel Model { get; }

    /// <summary>What it is.</summary>
    public Blueprint Blueprint => Model.Transformer.Blueprint;

    /// <summary>Such as <c>blocks.3.attn</c>.</summary>
    public string Attention { get; }

    /// <summary>Query head.</summary>
    public int Head { get; }

    /// <summary>3 of <c>blocks.3.attn</c>.</summary>
    public int Layer { get; }

    /// <summary>What the names of this stack's sites begin with.</summary>
    public string Prefix { get; }

    /// <summary>What those of the stack that ends in the head begin with.</summary>
    public string Main { get; }

    /// <summary>Such as <c>blocks.3.</c>.</summary>
    public string Site { get; }

    /// <summary>The same of the weights, which layers may share.</summary>
    public string Block { get; }

    /// <summary>W_Q and W_K of the head.</summary>
    public HeadProjection Projection { get; }

    /// <summary>W_O of the head, [D, M].</summary>
    public Grid Output { get; }

    /// <summary>The norm before the attention; null where there is none.</summary>
    public RowNorm? InputNorm { get; }

    /// <summary>The norm of what the attention writes (of the sum, where norms stand after it); null where there is none.</summary>
    public RowNorm? ResultNorm { get; }

    /// <summary>Whether the sum with the residual is a site.</summary>
    public bool HasMiddle => Blueprint.Residual == ResidualOrder.Sequential && Prefix != "decoder.";

    /// <summary>How this layer's positions turn queries and keys; null where they do not.</summary>
    public RotaryPlan? Rotary => Blueprint.AttentionOf(Layer).Rotary;

    /// <summary>Whether q and k are changed between projection and scores.</summary>
    public bool ChangesQueries => Rotary is not null || Projection.HasNorm;

    /// <summary>What products are multiplied by.</summary>
    public double Scale => 1 / Math.Sqrt(Blueprint.ScoreDivisor ?? Blueprint.HeadSize);

    /// <summary>Which tokens a token of this stack sees.</summary>
    public Direction Direction => Prefix == "encoder." ? Direction.Bidirectional : Blueprint.Direction;

    /// <summary>What is recorded of a run.</summary>
    public IEnumerable<string> Sites
    {
        get
        {
            foreach (string part in (string[])["q", "k", "v", "scores", "pattern", "z", "result"]) yield return $"{Attention}.{part}";
            yield return Site + "resid_pre";
            yield return Prefix + "embed";
            yield return Main + "final_norm";
            if (Blueprint.Positions == PositionKind.Learned) yield return Prefix + "pos_embed";
            if (HasMiddle) yield return Site + "resid_mid";
            if (Prefix == "decoder.") yield return "encoder.final_norm";
        }
    }

    /// <summary>The relative position bias of each pair; null where there is none.</summary>
    public Grid? Bias(int queries, int keys)
    {
        if (Blueprint.RelativeBias is not { } plan) return null;
        var buckets = new RelativeBuckets(Direction == Direction.Bidirectional, plan.Buckets, plan.MaxDistance);
        float[] table = Model.Transformer.Parameter(Prefix + "relative_bias.weight").ToArray();
        return Grid.Of(queries, keys, (i, j) => table[buckets.Bucket(j - i) * Blueprint.Heads + Head]);
    }

    /// <summary>What goes into the attention.</summary>
    public Grid Input(HeadRun run)
    {
        Grid x = run.Site(Site + "resid_pre");
        return InputNorm?.Of(x) ?? x;
    }

    /// <summary>The residual stream after the attention.</summary>
    public Grid Residual(HeadRun run, Grid result)
    {
        Grid x = run.Site(Site + "resid_pre");
        if (ResultNorm is null) return x.Plus(result);
        return Blueprint.NormPlace == NormPlace.After ? ResultNorm.Of(x.Plus(result)) : x.Plus(ResultNorm.Of(result));
    }
}
