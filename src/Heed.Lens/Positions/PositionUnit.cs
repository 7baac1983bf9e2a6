namespace Heed.Lens.Positions;

/// <summary>What the sizes and places of a plan count.</summary>
public enum PositionUnit
{
    /// <summary>Sizes are numbers of passages, the span included; places count them from 0 (Liu et al. 2023).</summary>
    Passages,

    /// <summary>Sizes are tokens of the whole prompt; places are depths in percent of what stands around the span.</summary>
    Tokens,
}
