using Heed.Masks;
using Heed.Models;

namespace Heed.Lens.Steps;

/// <summary>The scores, weights and result of one head in <c>double</c>, with whatever an edit changes.</summary>
internal sealed class HeadStages
{
    private readonly HeadContext _context;

    /// <summary>Computes them.</summary>
    /// <param name="context">The head.</param>
    /// <param name="queries">Where queries come from.</param>
    /// <param name="keys">Where keys come from.</param>
    /// <param name="values">Where values come from, as long as the keys.</param>
    /// <param name="edit">What is changed.</param>
    public HeadStages(HeadContext context, HeadRun queries, HeadRun keys, HeadRun values, StepsEdit edit)
    {
        _context = context;
        bool raw = !edit.Positions && context.Rotary is not null;
        Q = raw ? context.Projection.Normed(context.Input(queries)).Q : queries.Head("q");
        K = raw ? context.Projection.Normed(context.Input(keys)).K : keys.Head("k");
        V = values.Head("v");
        Products = Grid.Of(Q.Rows, K.Rows, (i, j) => Dot(Q.Row(i), K.Row(j)));
        double scale = edit.Scaling ? context.Scale : 1;
        Scaled = Products.Select(product => product * scale);
        foreach (ChangedScore score in edit.Scores) Scaled[score.Query, score.Key] = score.Score;
        Capped = context.Blueprint.ScoreCap is { } cap && context.Blueprint.RelativeBias is null ? Scaled.Select(score => cap * Math.Tanh(score / cap)) : null;
        Bias = edit.Positions ? context.Bias(Q.Rows, K.Rows) : null;
        Biased = Bias is null ? null : (Capped ?? Scaled).Plus(Bias);
        Allowed = Mask(queries, keys, edit);
        Scores = Grid.Of(Q.Rows, K.Rows, (i, j) => Allowed[i, j] > 0 ? (Biased ?? Capped ?? Scaled)[i, j] : double.NegativeInfinity);
        Largest = Grid.Of(Q.Rows, 1, (i, _) => System.Numerics.Tensors.TensorPrimitives.Max(Scores.Row(i)));
        Exponentials = Grid.Of(Q.Rows, K.Rows, (i, j) => Allowed[i, j] == 0 ? 0 : edit.Uniform ? 1 : Math.Exp(Scores[i, j] - Largest[i, 0]));
        Sums = Grid.Of(Q.Rows, 1, (i, _) => System.Numerics.Tensors.TensorPrimitives.Sum(Exponentials.Row(i)));
        Weights = Grid.Of(Q.Rows, K.Rows, (i, j) => Allowed[i, j] == 0 ? 0 : Exponentials[i, j] / Sums[i, 0]);
        Z = Weights.Times(V);
    }

    /// <summary>[Tq, D], as queries meet keys.</summary>
    public Grid Q { get; }

    /// <summary>[Tk, D].</summary>
    public Grid K { get; }

    /// <summary>[Tk, D].</summary>
    public Grid V { get; }

    /// <summary>QKᵀ.</summary>
    public Grid Products { get; }

    /// <summary>The same scaled, with scores set by hand.</summary>
    public Grid Scaled { get; }

    /// <summary>After the soft cap; null without one.</summary>
    public Grid? Capped { get; }

    /// <summary>What is added by distance; null for nothing.</summary>
    public Grid? Bias { get; }

    /// <summary>After the bias; null without one.</summary>
    public Grid? Biased { get; }

    /// <summary>1 where a query sees a key, else 0.</summary>
    public Grid Allowed { get; }

    /// <summary>What goes into the softmax, −∞ where masked.</summary>
    public Grid Scores { get; }

    /// <summary>Largest score of each row; −∞ of one without keys.</summary>
    public Grid Largest { get; }

    /// <summary>exp(score − largest), 0 where masked.</summary>
    public Grid Exponentials { get; }

    /// <summary>Their sum a row.</summary>
    public Grid Sums { get; }

    /// <summary>The weights; a row without keys has zeros.</summary>
    public Grid Weights { get; }

    /// <summary>AV.</summary>
    public Grid Z { get; }

    private Grid Mask(HeadRun queries, HeadRun keys, StepsEdit edit)
    {
        Grid? own = edit.Mask == StepMask.Own && ReferenceEquals(queries, keys) ? queries.Matrix("scores") : null;
        int width = (edit.Window ?? 1) - 1;
        var window = new SlidingWindow(width, _context.Direction == Direction.Causal ? 0 : width);
        Grid allowed = Grid.Of(Q.Rows, K.Rows, (i, j) => edit.Mask switch
        {
            StepMask.Own => own is null || !double.IsNegativeInfinity(own[i, j]),
            StepMask.Causal => Causal.TopLeft.Allows(0, 0, i, j),
            StepMask.Window => window.Allows(0, 0, i, j),
            _ => true,
        } ? 1 : 0);
        foreach (TokenPair cut in edit.Cuts) allowed[cut.Query, cut.Key] = 0;
        return allowed;
    }

    private static double Dot(ReadOnlySpan<double> a, ReadOnlySpan<double> b) => System.Numerics.Tensors.TensorPrimitives.Dot(a, b);
}
