namespace Heed.Lens.Steps.Demonstrations;

/// <summary>What a demonstration found.</summary>
/// <param name="Id">The demonstration's name.</param>
/// <param name="Title">The mistake.</param>
/// <param name="Caption">What the numbers say, in plain words.</param>
/// <param name="Numbers">The few that matter.</param>
/// <param name="Tables">The rest.</param>
public sealed record DemonstrationResult(string Id, string Title, string Caption, IReadOnlyList<DemonstrationNumber> Numbers,
    IReadOnlyList<DemonstrationTable> Tables);
