using Heed.Positions;

namespace Heed.Models;

/// <summary>Rotary positions of a layer, as data.</summary>
/// <param name="Width">How many numbers of a head turn.</param>
/// <param name="Theta">θ, the base of the frequencies.</param>
/// <param name="Scaling">The change to the frequencies; null for none.</param>
public sealed record RotaryPlan(int Width, double Theta, RotaryScalingPlan? Scaling = null)
{
    /// <summary>Which two numbers of a head turn together: the halves, or neighbours (GGUF files of Llama).</summary>
    public RotaryLayout Layout { get; init; } = RotaryLayout.HalfSplit;

    /// <summary>The table of angles.</summary>
    /// <exception cref="HeedException">The numbers do not fit each other.</exception>
    public RotaryTable Table()
    {
        try
        {
            return new RotaryTable(Width, Theta, Scaling?.Scaling(), Layout);
        }
        catch (ArgumentException error)
        {
            throw new HeedException($"rotary positions: {error.Message} Check the rope fields of config.json.", error);
        }
    }
}
