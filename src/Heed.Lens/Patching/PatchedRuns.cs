using Heed.Autograd;
using Heed.Lens.Consequences;
using Heed.Lens.Interventions;
using Heed.Lens.Metrics;
using Heed.Lens.Sites;
using Heed.Masks;
using Heed.Models;

namespace Heed.Lens.Patching;

/// <summary>A clean and a corrupt run, whose values can be put into each other.</summary>
internal sealed class PatchedRuns : IDisposable
{
    private readonly Blueprint _blueprint;
    // Null only while they are being made.
    private readonly Recording _cleanValues = null!, _corruptValues = null!;
    private readonly Rerun _clean = null!, _corrupt = null!;
    private readonly GradientPass<ChosenEdges.Sink> _gradients = null!;

    public PatchedRuns(Transformer model, QuestionRun clean, QuestionRun corrupt, long budget)
    {
        _blueprint = model.Blueprint;
        string[] sites = ["*.z", "*.resid_pre"];
        try
        {
            _cleanValues = Recording.Of(model, clean.Batch, sites, budget);
            _corruptValues = Recording.Of(model, corrupt.Batch, sites, budget);
            _clean = new Rerun(model, clean, budget);
            _corrupt = new Rerun(model, corrupt, budget);
            _gradients = new GradientPass<ChosenEdges.Sink>(
                model, corrupt, (_, _, _, _) => null,
                site => site.EndsWith(".z", StringComparison.Ordinal) || site.EndsWith(".resid_pre", StringComparison.Ordinal));
        }
        catch
        {
            Dispose();
            throw;
        }
    }

    public float Clean => _clean.Clean;

    public float Corrupt => _corrupt.Clean;

    /// <summary>The metric of the corrupt run with a clean value, that of the clean run with a corrupt one, and what the first should gain to first order.</summary>
    /// <param name="site">Which.</param>
    /// <param name="head">Query head of a <c>z</c>; −1 for the whole width.</param>
    /// <param name="position">Token; −1 for all.</param>
    public (float Sufficient, float Necessary, double Attributed) Patch(string site, int head, int position)
    {
        string attention = site[..site.LastIndexOf('.')];
        // Of a residual, the whole block follows.
        if (!site.EndsWith(".z", StringComparison.Ordinal)) attention += ".attn";
        int first = Math.Max(0, position);
        return (_corrupt.With(attention, first, Change(_cleanValues)), _clean.With(attention, first, Change(_corruptValues)), Attributed(site, head, position));

        Intervention Change(Recording from)
            => head >= 0 ? ReplaceValues.HeadOf(_blueprint, attention, head, from) : ReplaceValues.Patch(site, from, position < 0 ? null : new KeyRange(position, position + 1));
    }

    public void Dispose()
    {
        _cleanValues?.Dispose();
        _corruptValues?.Dispose();
        _clean?.Dispose();
        _corrupt?.Dispose();
        _gradients?.Dispose();
    }

    private double Attributed(string site, int head, int position)
    {
        Tensor gradient = _gradients.Site(site), clean = _cleanValues[site], corrupt = _corruptValues[site];
        if (!gradient.HasGradient) return 0;
        (int column, int columns) = head < 0 ? (0, clean.Columns) : (head * _blueprint.HeadSize, _blueprint.HeadSize);
        double sum = 0;
        for (int row = Math.Max(0, position); row < (position < 0 ? clean.Rows : position + 1); row++)
            for (int c = column; c < column + columns; c++)
            {
                int at = row * clean.Columns + c;
                sum += (double)gradient.Gradient[at] * (clean.Span[at] - corrupt.Span[at]);
            }
        return sum;
    }
}
