using Heed.Autograd;
using Heed.Masks;
using Heed.Models;

namespace Heed.Lens.Interventions;

/// <summary>Something done to a run: a value replaced, an edge cut. It holds for the runs it is given to, and no other; several compose in the order given.</summary>
/// <remarks>Positions are those of the sequence, also where a run begins in the middle of it.</remarks>
public abstract class Intervention
{
    /// <summary>What it does, for people.</summary>
    public abstract string Name { get; }

    /// <summary>Refuses what the model does not have.</summary>
    /// <exception cref="HeedException">There is no such site or head.</exception>
    public abstract void Check(Blueprint blueprint);

    /// <summary>What a run goes on with at a site.</summary>
    /// <param name="tape">The pass.</param>
    /// <param name="site">Which.</param>
    /// <param name="value">[T, width] of one text.</param>
    /// <param name="firstRow">Position of the value's first row.</param>
    public virtual Tensor Visit(Tape tape, string site, Tensor value, int firstRow) => value;

    /// <summary>The edges an attention does without.</summary>
    /// <param name="attention">Which: <c>blocks.N.attn</c>.</param>
    public virtual IReadOnlyList<EdgeCut> Cuts(string attention) => [];

    /// <summary>Patterns that take the place of an attention's own.</summary>
    /// <param name="attention">Which.</param>
    public virtual IReadOnlyList<GivenPattern> Patterns(string attention) => [];
}
