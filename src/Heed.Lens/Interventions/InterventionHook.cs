using Heed.Autograd;
using Heed.Masks;
using Heed.Models;
using Heed.Scores;

namespace Heed.Lens.Interventions;

/// <summary>Does what interventions say, and shows the rest of the run to another hook.</summary>
/// <param name="interventions">In order.</param>
/// <param name="inner">Sees values after they were replaced, and attention with its cuts; null for nobody.</param>
public sealed class InterventionHook(IReadOnlyList<Intervention> interventions, IHook? inner = null) : IHook
{
    /// <summary>Position of the first row of a run that begins in the middle of its text.</summary>
    public int FirstRow { get; init; }

    /// <inheritdoc/>
    public Tensor Visit(Tape tape, string site, Tensor value)
    {
        int firstRow = IsOfSource(site) ? 0 : FirstRow;
        foreach (Intervention intervention in interventions) value = intervention.Visit(tape, site, value, firstRow);
        return inner is null ? value : inner.Visit(tape, site, value);
    }

    /// <inheritdoc/>
    public Tensor Attend<TMask, TScore, TParameters>(in AttentionStep step, TMask mask, TScore score, TParameters parameters)
        where TMask : struct, IMask where TScore : struct, IScore where TParameters : struct, IScoreParameters
    {
        string site = step.Site;
        EdgeCut[] cuts = [.. interventions.SelectMany(intervention => intervention.Cuts(site))];
        if (cuts.Length > 0) CutEdges.CheckLength(site, cuts, step.FirstRow + step.Inputs.Queries.Length, step.Inputs.Keys.Length);
        Tensor z = cuts.Length == 0 ? Run(step, mask, score, parameters)
            : Run(step, new And<TMask, WithoutEdges>(mask, new WithoutEdges(cuts, step.FirstRow)), score, parameters);
        foreach (GivenPattern pattern in interventions.SelectMany(intervention => intervention.Patterns(site))) z = WithPattern(step, z, pattern);
        return z;
    }

    /// <summary>Whether a site has the rows of an encoder's text, which is always whole.</summary>
    private static bool IsOfSource(string site)
        => site.StartsWith("encoder.", StringComparison.Ordinal) || site.EndsWith(".cross.k", StringComparison.Ordinal) || site.EndsWith(".cross.v", StringComparison.Ordinal);

    private Tensor Run<TMask, TScore, TParameters>(in AttentionStep step, TMask mask, TScore score, TParameters parameters)
        where TMask : struct, IMask where TScore : struct, IScore where TParameters : struct, IScoreParameters
        => inner is null ? step.Run(mask, score, parameters) : inner.Attend(step, mask, score, parameters);

    private static unsafe Tensor WithPattern(in AttentionStep step, Tensor z, GivenPattern pattern)
    {
        HeadView q = step.Inputs.Queries, values = step.Inputs.Values;
        if (q.Batch != 1) throw new HeedException($"{step.Site}: expected one text for given weights; got {q.Batch}. Run them one after the other.");
        if (pattern.Weights.Length != (long)q.Length * values.Length)
            throw new HeedException($"{step.Site}: expected a pattern of {q.Length} × {values.Length} weights; got {pattern.Weights.Length}.");
        int width = values.Width, keyHead = pattern.Head / (q.Heads / values.Heads);
        var output = new float[q.Length * width];
        var sums = new double[width];
        for (int i = 0; i < q.Length; i++)
        {
            Array.Clear(sums);
            for (int j = 0; j < values.Length; j++)
            {
                float weight = pattern.Weights[(long)i * values.Length + j];
                if (weight == 0f) continue;
                float* v = values.Row(0, keyHead, j);
                for (int d = 0; d < width; d++) sums[d] += (double)weight * v[d];
            }
            for (int d = 0; d < width; d++) output[i * width + d] = (float)sums[d];
        }
        return Operations.Replace(step.Tape, z, 0, pattern.Head * width, q.Length, width, output);
    }
}
