namespace Heed.Models;

/// <summary>How tokens know where they stand.</summary>
public enum PositionKind
{
    /// <summary>A learned vector a position, added to the token's.</summary>
    Learned,

    /// <summary>Queries and keys are turned by an angle that grows with the position, as <see cref="AttentionPlan.Rotary"/> says.</summary>
    Rotary,

    /// <summary>A learned number a head and distance is added to scores, as <see cref="Blueprint.RelativeBias"/> says: T5.</summary>
    RelativeBias,
}
