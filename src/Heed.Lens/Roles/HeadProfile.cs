namespace Heed.Lens.Roles;

/// <summary>What a head does.</summary>
/// <param name="Place">Which attention.</param>
/// <param name="Head">Query head.</param>
/// <param name="Scores">By the measure's name; without those that could not be measured.</param>
/// <param name="Roles">Names of the measures whose threshold it reaches.</param>
public sealed record HeadProfile(HeadPlace Place, int Head, IReadOnlyDictionary<string, HeadScore> Scores, IReadOnlyList<string> Roles)
{
    /// <summary>From what says most about a head to what says least: every head that is a little of all is broad, few find the word that is needed.</summary>
    private static readonly string[] s_telling =
        ["coreference", "answer", "retrieval", "induction", "duplicate token", "induction on text", "previous token", "positional", "sink", "local", "broad", "copying"];

    /// <summary>The role that says most; null where it has none. Roles that are not known here come behind those that are.</summary>
    public string? MainRole => Roles.Count == 0 ? null : Roles.MinBy(role => Array.IndexOf(s_telling, role) is var at and >= 0 ? at : s_telling.Length);
}
