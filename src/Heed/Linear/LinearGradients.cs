namespace Heed.Linear;

/// <summary>Where the backward pass adds its gradients. Those of decays and strengths are named by
/// <see cref="ScalarDecay"/>, <see cref="KeyDecay"/> and <see cref="DeltaWrite"/>.</summary>
/// <param name="Queries">[B, Hq, T, Dk].</param>
/// <param name="Keys">[B, Hkv, T, Dk].</param>
/// <param name="Values">[B, Hkv, T, Dv].</param>
public readonly record struct LinearGradients(HeadView Queries, HeadView Keys, HeadView Values);
