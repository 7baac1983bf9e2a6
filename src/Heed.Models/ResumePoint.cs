using Heed.Autograd;

namespace Heed.Models;

/// <summary>A block to begin a pass with.</summary>
/// <param name="Layer">Its number.</param>
/// <param name="Residual">What goes into it, its <c>resid_pre</c>, [B·T, M].</param>
public sealed record ResumePoint(int Layer, Tensor Residual);
