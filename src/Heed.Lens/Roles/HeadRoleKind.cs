namespace Heed.Lens.Roles;

/// <summary>What sort of thing a head with a role does.</summary>
public enum HeadRoleKind
{
    /// <summary>Something else.</summary>
    Other,

    /// <summary>Finds the word that is needed.</summary>
    Finds,

    /// <summary>Finds a token by what it, or its neighbour, is.</summary>
    Matches,

    /// <summary>Looks at a place, whatever stands there.</summary>
    Place,

    /// <summary>Hands on what it looks at.</summary>
    Writes,

    /// <summary>Rests, or spreads itself over everything.</summary>
    Rests,
}
