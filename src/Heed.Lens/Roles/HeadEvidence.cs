namespace Heed.Lens.Roles;

/// <summary>What a measure of heads rests on. None of these removes a head to see what is lost: that is <see cref="Heed.Lens.Heads.HeadReliance"/>.</summary>
public enum HeadEvidence
{
    /// <summary>Attention weights alone: where a head looks.</summary>
    Pattern,

    /// <summary>Attention weights while the model writes: where a head looks just when the answer comes out right.</summary>
    PatternOfAnswers,

    /// <summary>What a head writes, followed on the straight path to the output; what later layers make of it is not seen.</summary>
    DirectPath,
}
