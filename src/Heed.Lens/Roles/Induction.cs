namespace Heed.Lens.Roles;

/// <summary>
/// L random tokens twice: the mean over the second copy of A_{i,i−(L−1)}, the token that followed the same token before. Of cross-attention: the
/// token that follows
/// the query's token in the source. Source: Olsson et al., "In-context Learning and Induction Heads" (2022).
/// </summary>
/// <remarks>Its sentence on "prefix matching" can be misread as offset −1 from the earlier copy: what is meant is the token after it.</remarks>
public sealed class Induction : TargetMeasure
{
    private int _period;

    /// <inheritdoc/>
    public override string Name => "induction";

    /// <inheritdoc/>
    public override double Threshold => 0.4;

    /// <inheritdoc/>
    public override string About => "Of random tokens written twice: looks at what followed the same token the first time, which is what must come next.";

    /// <inheritdoc/>
    public override HeadRoleKind Kind => HeadRoleKind.Matches;

    /// <inheritdoc/>
    public override bool Uses(HeadSample sample, HeadPlace place) => sample.Kind == HeadSampleKind.Repeated && !place.IsEncoder;

    /// <inheritdoc/>
    public override HeadScore? Score(int place, int head) => base.Score(place, head) is { } score ? score with { Where = $"−{_period - 1}" } : null;

    /// <inheritdoc/>
    protected override int Target(HeadCall call, int row)
    {
        int place = row - call.Sample.First, period = _period = call.Sample.Period;
        if (place < 0 || place >= 2 * period) return -1;
        if (call.Place.IsCross) return place % period + 1 < period ? place % period + 1 : -1;
        return place >= period ? row - period + 1 : -1;
    }
}
