namespace Heed.Lens.Planted;

/// <summary>What a head of a planted circuit was written to do.</summary>
/// <param name="Layer">Layer.</param>
/// <param name="Head">Head.</param>
/// <param name="Does">In words; "nothing" for a head whose weights are 0.</param>
/// <param name="Roles">Names of the measures of <see cref="Roles.HeadMeasures"/> that must find it, and no other may.</param>
public sealed record PlantedHead(int Layer, int Head, string Does, IReadOnlyList<string> Roles);
