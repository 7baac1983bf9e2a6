using Heed.Lens.Patching;

namespace Heed.Studio.Pages.Why;

/// <summary>What a place carries of the difference between two texts.</summary>
/// <param name="Site">Which: <c>blocks.N.resid_pre</c>, <c>blocks.N.attn.z</c>.</param>
/// <param name="Layer">N.</param>
/// <param name="Head">Query head; null for a position.</param>
/// <param name="Position">Token; null for a head.</param>
/// <param name="Sufficient">The share of the difference that comes back with the first text's value in the second's run: 1 for all of it.</param>
/// <param name="Necessary">The share that is left with the second text's value in the first's run: 0 for nothing.</param>
/// <param name="Attributed">What the first share should be to first order.</param>
public sealed record WhyPatch(string Site, int Layer, int? Head, int? Position, float Sufficient, float Necessary, float Attributed)
{
    /// <summary>For pages.</summary>
    internal static WhyPatch Of(PatchCell cell) => new(cell.Site, cell.Layer, cell.Head, cell.Position, cell.Sufficient, cell.Necessary, cell.Attributed);
}
