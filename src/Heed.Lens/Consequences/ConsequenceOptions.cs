namespace Heed.Lens.Consequences;

/// <summary>What <see cref="EdgeConsequences"/> keeps and cuts.</summary>
public sealed record ConsequenceOptions
{
    /// <summary>Edges that are really cut: half of them those with the largest predicted effects, half those with the largest weights.</summary>
    public int Check { get; init; } = 50;

    /// <summary>Edges kept a head, by predicted effect and again by weight; as many as are cut where those are more.</summary>
    public int PerHead { get; init; } = 64;

    /// <summary>Edges kept a head and key.</summary>
    public int PerKey { get; init; } = 2;

    /// <summary>The most bytes that what is kept of a run may take: its activations with their gradients, what is needed to repeat parts of it, or
    /// the edges kept.</summary>
    public long Budget { get; init; } = UsualBudget;

    /// <summary>The budget unless told otherwise: 4 GiB.</summary>
    public const long UsualBudget = 4L << 30;

    /// <summary>Whether edges from tokens the model adds, or of the first token where it adds none, may be among those cut for their weight: they are where attention rests that has nothing to do.</summary>
    public bool Sinks { get; init; }
}
