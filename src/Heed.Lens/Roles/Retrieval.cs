namespace Heed.Lens.Roles;

/// <summary>
/// Over decode steps: how many tokens of the needle a head has as its strongest key just when the model writes them, divided by the needle's length;
/// the mean over prompts. Source: Wu et
/// al., "Retrieval Head Mechanistically Explains Long-Context Factuality" (2024): a retrieval head from 0.1 on.
/// </summary>
/// <remarks>Only what the model copies counts: a model that never gives the answer has no retrieval heads.</remarks>
public sealed class Retrieval : StrongestKeyMeasure
{
    /// <inheritdoc/>
    public override string Name => "retrieval";

    /// <inheritdoc/>
    public override double Threshold => 0.1;

    /// <inheritdoc/>
    public override string About => "Has the answer's tokens as its strongest key just when the model writes them.";

    /// <inheritdoc/>
    public override HeadRoleKind Kind => HeadRoleKind.Finds;

    /// <inheritdoc/>
    public override HeadEvidence Evidence => HeadEvidence.PatternOfAnswers;

    /// <inheritdoc/>
    public override bool Uses(HeadSample sample, HeadPlace place)
        => sample.Kind == HeadSampleKind.Decoded && place.IsCross == sample.Batch.Source is not null && !place.IsEncoder;

    /// <inheritdoc/>
    public override void End(HeadCall call)
    {
        HeadSample sample = call.Sample;
        for (int h = 0; h < call.Heads; h++)
        {
            int copied = sample.Steps.Select(step => (Key: Strongest(call, h, step.Row), step.Token))
                .Where(step => step.Key >= sample.Needle.Start && step.Key < sample.Needle.End && call.KeyTokens[step.Key] == step.Token)
                .Select(step => step.Key).Distinct().Count();
            Add(call, h, (double)copied / (sample.Needle.End - sample.Needle.Start));
        }
        Count(call, 1);
    }

    /// <inheritdoc/>
    protected override bool Wants(HeadCall call, int row)
    {
        foreach ((int step, _) in call.Sample.Steps)
            if (step == row) return true;
        return false;
    }
}
