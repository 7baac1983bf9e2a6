namespace Heed.Lens.Positions;

/// <summary>What a file, or a generator, asks to be measured.</summary>
/// <param name="Name">What it is called in titles.</param>
/// <param name="Samples">Questions, one at least.</param>
/// <param name="Plan">Sizes and places.</param>
public sealed record PositionTask(string Name, IReadOnlyList<PositionSample> Samples, PositionPlan Plan);
