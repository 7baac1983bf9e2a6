namespace Heed.Numerics;

/// <summary>One linear map y = x·Wᵀ + b among those that share an x.</summary>
/// <param name="weight">W, [N, K].</param>
/// <param name="bias">[N]; null for none.</param>
/// <param name="target">Receives y, [M, N].</param>
/// <param name="stride">Floats from one row of y to the next.</param>
public readonly unsafe struct StoredMap(StoredMatrix weight, float* bias, float* target, nint stride)
{
    /// <summary>W, [N, K].</summary>
    public StoredMatrix Weight => weight;

    /// <summary>[N]; null for none.</summary>
    public float* Bias => bias;

    /// <summary>y, [M, N].</summary>
    public float* Target => target;

    /// <summary>Floats from one row of y to the next.</summary>
    public nint Stride => stride;
}
