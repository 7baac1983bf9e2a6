namespace Heed.Studio.Pages.Cost;

/// <summary>A "what if".</summary>
/// <param name="Window">Tokens that every layer sees; 0 for all; as the model has it where left out.</param>
/// <param name="KeyValueHeads">Hkv; as the model has them where left out.</param>
/// <param name="Cache">How keys and values are kept: <c>f32</c>, <c>f16</c> or <c>int8</c>; f16 where left out.</param>
public sealed record VariantRequest(int? Window = null, int? KeyValueHeads = null, string? Cache = null);
