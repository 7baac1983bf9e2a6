namespace Heed.Lens.Roles;

/// <summary>What a head does.</summary>
/// <param name="Place">Which attention.</param>
/// <param name="Head">Query head.</param>
/// <param name="Scores">By the measure's name; without those that could not be measured.</param>
/// <param name="Roles">Names of the measures whose threshold it reaches.</param>
public sealed record HeadProfile(HeadPlace Place, int Head, IReadOnlyDictionary<string, HeadScore> Scores, IReadOnlyList<string> Roles);
