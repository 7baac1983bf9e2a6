namespace Heed.Positions;

/// <summary>The plain frequencies θ^(−2i/d) (Su et al. 2021): "default".</summary>
public sealed class NoScaling : IRotaryScaling
{
    /// <inheritdoc/>
    public string Name => "none";

    /// <inheritdoc/>
    public void Scale(Span<double> frequencies, double theta, int length) { }
}
