namespace Heed.Lens.Patching;

/// <summary>What patching one place does, as a share of the difference between the two prompts' metrics.</summary>
/// <param name="Site">Which: <c>blocks.N.resid_pre</c>, <c>blocks.N.attn.z</c>.</param>
/// <param name="Layer">N.</param>
/// <param name="Head">Query head; null for a residual.</param>
/// <param name="Position">Token; null for all.</param>
/// <param name="Sufficient">(patched − corrupt)/(clean − corrupt) with the clean value in the corrupt run: 1 where it alone restores the answer.</param>
/// <param name="Necessary">The same with the corrupt value in the clean run: 0 where the answer cannot do without it, 1 where nothing is lost.</param>
/// <param name="Attributed">What <paramref name="Sufficient"/> should be to first order: ∂m/∂x of the corrupt run times the difference (attribution patching: Nanda 2023).</param>
public sealed record PatchCell(string Site, int Layer, int? Head, int? Position, float Sufficient, float Necessary, float Attributed);
