namespace Heed.Lens.Patching;

/// <summary>What moving one place between two prompts does, as a share of the difference between their metrics.</summary>
/// <param name="Site"><c>blocks.N.resid_pre</c>, or <c>blocks.N.attn.z</c>.</param>
/// <param name="Layer">N.</param>
/// <param name="Head">Query head; null for the residual stream.</param>
/// <param name="Sufficient">(patched − worse)/(better − worse) with the better prompt's value in the worse one's run: 1 where it alone moves the answer.</param>
/// <param name="Necessary">(better − patched)/(better − worse) with the worse prompt's value in the better one's run: 1 where the answer cannot do without it.</param>
public sealed record PartingPatch(string Site, int Layer, int? Head, float Sufficient, float Necessary);
