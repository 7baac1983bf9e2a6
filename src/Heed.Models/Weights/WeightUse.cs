namespace Heed.Models.Weights;

/// <summary>What becomes of a model's weights when it is loaded.</summary>
public enum WeightUse
{
    /// <summary>
    /// Matrices are read where they lie in the mapped files and as they are stored there; only norms and biases are copied. For everything but
    /// training. The files must not be changed while the model is in use (replaced they may be).
    /// </summary>
    AsStored,

    /// <summary>Matrices are rounded to bytes with a scale for every 32 numbers (<see cref="Numerics.StoredFormat.Q8_0"/>) in memory of the model's own.</summary>
    Int8,

    /// <summary>Everything is copied as float32 into memory of the model's own, which training may write to.</summary>
    Own,
}
