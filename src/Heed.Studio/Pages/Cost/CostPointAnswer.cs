using Heed.Models.Cost;

namespace Heed.Studio.Pages.Cost;

/// <summary>Costs at a context.</summary>
/// <param name="Context">T.</param>
/// <param name="IsBeyondWindow">Whether that is more than the model was made for; it is counted all the same.</param>
/// <param name="Prefill">Operations of reading the texts.</param>
/// <param name="PrefillAttention">Attention's of these.</param>
/// <param name="PrefillShare">Attention's part, 0 … 1.</param>
/// <param name="Token">Operations of the next token of each text; null for models that do not decode.</param>
/// <param name="TokenShare">Attention's part of these, 0 … 1.</param>
/// <param name="CacheBytes">Keys and values of every position.</param>
/// <param name="RollingCacheBytes">The same where layers with a window keep only that.</param>
/// <param name="ScoreBytes">The scores of one layer that a naive program holds, in float32.</param>
/// <param name="FitsMemory">Whether weights and cache fit this machine's memory together.</param>
public sealed record CostPointAnswer(
    long Context, bool IsBeyondWindow, double Prefill, double PrefillAttention, double PrefillShare, double? Token, double? TokenShare, double CacheBytes,
    double RollingCacheBytes, double ScoreBytes, bool FitsMemory)
{
    /// <summary>As it is sent.</summary>
    internal static CostPointAnswer Of(CostPoint at, CostModel cost) => new(
        at.Context, at.IsBeyondWindow, (double)at.Prefill.Total, (double)at.Prefill.Attention, at.Prefill.AttentionShare, (double?)at.Token?.Total,
        at.Token?.AttentionShare, (double)at.CacheBytes, (double)at.RollingCacheBytes, (double)at.ScoreBytes,
        at.CacheBytes + cost.WeightBytes <= (UInt128)Calibration.Memory);
}
