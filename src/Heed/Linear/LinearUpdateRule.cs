namespace Heed.Linear;

/// <summary>The recurrences of ONNX's <c>LinearAttention</c>, attribute <c>update_rule</c>.</summary>
public enum LinearUpdateRule
{
    /// <summary><c>linear</c>: S_t = S_{t−1} + k vᵀ.</summary>
    Linear,

    /// <summary><c>gated</c>: S_t = e^g S_{t−1} + k vᵀ.</summary>
    Gated,

    /// <summary><c>delta</c>: S_t = S_{t−1} + β k (v − S_{t−1}ᵀk)ᵀ.</summary>
    Delta,

    /// <summary><c>gated_delta</c>: Ŝ = e^g S_{t−1}, S_t = Ŝ + β k (v − Ŝᵀk)ᵀ.</summary>
    GatedDelta,
}
