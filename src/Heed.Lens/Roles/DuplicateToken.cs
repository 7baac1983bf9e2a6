namespace Heed.Lens.Roles;

/// <summary>
/// L random tokens twice: the mean over the second copy of A_{i,i−L}, the same token before. Of cross-attention: the mean weight on the source's copy of the
/// query's token. Source: Wang et al., "Interpretability in the Wild" (2022); the demos of TransformerLens.
/// </summary>
public sealed class DuplicateToken : TargetMeasure
{
    private int _period;

    /// <inheritdoc/>
    public override string Name => "duplicate token";

    /// <inheritdoc/>
    public override double Threshold => 0.4;

    /// <inheritdoc/>
    public override string About => "Of random tokens written twice: looks at the same token in the first copy.";

    /// <inheritdoc/>
    public override HeadRoleKind Kind => HeadRoleKind.Matches;

    /// <inheritdoc/>
    public override bool Uses(HeadSample sample, HeadPlace place) => sample.Kind == HeadSampleKind.Repeated && !place.IsEncoder;

    /// <inheritdoc/>
    public override HeadScore? Score(int place, int head) => base.Score(place, head) is { } score ? score with { Where = $"−{_period}" } : null;

    /// <inheritdoc/>
    protected override int Target(HeadCall call, int row)
    {
        int place = row - call.Sample.First, period = _period = call.Sample.Period;
        return place < 0 || place >= 2 * period ? -1 : call.Place.IsCross ? place % period : place >= period ? row - period : -1;
    }
}
