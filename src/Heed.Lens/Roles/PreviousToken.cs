namespace Heed.Lens.Roles;

/// <summary>mean_i A_{i,i−1}. Source: Olsson et al., "In-context Learning and Induction Heads" (2022).</summary>
public sealed class PreviousToken : TargetMeasure
{
    /// <inheritdoc/>
    public override string Name => "previous token";

    /// <inheritdoc/>
    public override double Threshold => 0.4;

    /// <inheritdoc/>
    public override string About => "Looks at the token right before: the mean share of attention that goes there.";

    /// <inheritdoc/>
    public override HeadRoleKind Kind => HeadRoleKind.Place;

    /// <inheritdoc/>
    public override bool Uses(HeadSample sample, HeadPlace place) => sample.Kind == HeadSampleKind.Text && !place.IsCross;

    /// <inheritdoc/>
    public override HeadScore? Score(int place, int head) => base.Score(place, head) is { } score ? score with { Where = "−1" } : null;

    /// <inheritdoc/>
    protected override int Target(HeadCall call, int row) => row - 1;
}
