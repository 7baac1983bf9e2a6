namespace Heed.Studio.Pages.Cost;

/// <summary>What is to be counted. One of <paramref name="Model"/>, <paramref name="Shape"/> and <paramref name="Config"/> says of what.</summary>
/// <param name="Model">A model of the shelf; the first where neither shape nor configuration is given either.</param>
/// <param name="Shape">The measures of a decoder.</param>
/// <param name="Config">The text of a config.json.</param>
/// <param name="Weights">How the weights of a shape or configuration lie: <c>f32</c>, <c>bf16</c>, <c>q8_0</c> or <c>q4_0</c>; bf16 where left out. Models
/// have theirs.</param>
/// <param name="Context">T of the numbers in <see cref="CostVariantAnswer.At"/>, as people write it: <c>512</c>, <c>32k</c>, <c>1m</c>.</param>
/// <param name="Longest">The last context of the curves, written the same way.</param>
/// <param name="Batch">B, 1 … 4096.</param>
/// <param name="Variants">What is set side by side, 1 … 6; the model as it is where left out.</param>
public sealed record CostRequest(
    string? Model = null, ShapeAnswer? Shape = null, string? Config = null, string? Weights = null, string? Context = null, string? Longest = null,
        int Batch = 1,
    IReadOnlyList<VariantRequest>? Variants = null);
