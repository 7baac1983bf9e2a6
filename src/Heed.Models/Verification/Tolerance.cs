namespace Heed.Models.Verification;

/// <summary>How far a number may be off.</summary>
/// <param name="Limit">The number.</param>
/// <param name="IsShare">Whether it is a share of the largest magnitude that was expected in the tensor, rather than a difference.</param>
internal readonly record struct Tolerance(double Limit, bool IsShare)
{
    /// <summary>Logits, hidden states and attention weights of a model in float32.</summary>
    public static Tolerance Activations => new(2e-5, true);

    /// <summary>Gradients of a model in float32.</summary>
    public static Tolerance Gradients => new(5e-5, true);

    /// <summary>Losses.</summary>
    public static Tolerance Loss => new(1e-4, false);

    /// <summary>An attention call in float32, given the reference's own error in float32 as a share.</summary>
    public static Tolerance AttentionSingle(double referenceError) => new(Math.Max(5e-6, 5 * referenceError), true);

    /// <summary>An attention call in double.</summary>
    public static Tolerance AttentionDouble(bool extremeScores) => new(extremeScores ? 1e-11 : 1e-12, true);

    /// <summary>An ONNX node.</summary>
    public static Tolerance Onnx(bool half) => new(half ? 1e-3 : 2e-6, false);
}
