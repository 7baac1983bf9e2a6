using System.Numerics;

namespace Heed.Positions;

/// <summary>
/// The slopes of ALiBi, attention with linear biases (Press et al. 2022): head h adds −slope_h·distance to its scores.
/// </summary>
/// <remarks>
/// For n heads, n a power of two, slope_k = 2^(−8k/n) for k = 1 … n. For other head counts, the slopes of the largest
/// power of two n below it come
/// first, then every second slope of 2n heads: 2^(−8k/2n) for k = 1, 3, 5, … (the authors' code, and Bloom's in Hugging Face transformers).
/// </remarks>
public static class AlibiSlopes
{
    /// <summary>The slope of every head.</summary>
    /// <param name="heads">H, at least 1.</param>
    /// <returns>[H], each above 0 and at most 1/√2.</returns>
    /// <exception cref="ArgumentException"><paramref name="heads"/> is below 1.</exception>
    public static float[] ForHeads(int heads)
    {
        Argument.AtLeast(1, heads, nameof(heads));
        int power = 1 << BitOperations.Log2((uint)heads);
        var slopes = new float[heads];
        for (int h = 0; h < heads; h++)
            slopes[h] = (float)Math.Pow(2, h < power ? -8.0 * (h + 1) / power : -4.0 * (2 * (h - power) + 1) / power);
        return slopes;
    }
}
