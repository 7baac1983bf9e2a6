using Heed.Autograd;

namespace Heed.Models;

/// <summary>A block to begin a pass with.</summary>
/// <param name="Layer">Its number; that of the layers there are for what follows the last block, the final norm alone.</param>
/// <param name="Residual">What goes into it, its <c>resid_pre</c>, [B·T, M]; behind the last block its <c>resid_post</c>, or that of any other.</param>
public sealed record ResumePoint(int Layer, Tensor Residual);
