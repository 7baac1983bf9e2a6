namespace Heed.Linear;

/// <summary>
/// The delta rule: what the key already recalls is replaced, u = β(v − Sᵀk) (Schlag et al. 2021; in chunks Yang et al. 2024, DeltaNet).
/// </summary>
/// <remarks>Keys should have length 1 and β lie in [0, 1] (or [0, 2]): otherwise the state may grow without bound, as
/// the formula says.</remarks>
/// <param name="Beta">β, [B, Hkv, T, 1]; strides of 0 repeat a value.</param>
/// <param name="Gradient">Where the backward pass adds ∂/∂β, shaped as <paramref name="Beta"/> with memory of
/// its own for each batch row and
/// head; a row stride of 0 sums over tokens. Left out for none.</param>
public readonly unsafe record struct DeltaWrite(HeadView Beta, HeadView Gradient = default) : IWriteRule
{
    static bool IWriteRule.ReadsState => true;

    bool IWriteRule.WantsGradient => Gradient.Data != 0;

    void IWriteRule.Check(HeadView keys) => LinearChecks.Strength(Beta, Gradient, keys);

    bool IWriteRule.Touches(HeadView view) => Beta.Overlaps(view) || Gradient.Overlaps(view);

    float IWriteRule.Strength(int batch, int head, int token) => *Beta.Row(batch, head, token);

    void IWriteRule.AddGradient(int batch, int head, int token, float gradient) => *Gradient.Row(batch, head, token) += gradient;
}
