using Heed.Models.Cost;

namespace Heed.Studio.Pages.Cost;

/// <summary>Predicted seconds at a context.</summary>
/// <param name="Context">T.</param>
/// <param name="Prefill">Reading the texts.</param>
/// <param name="PrefillAttention">Attention's of these.</param>
/// <param name="Token">The next token of each text; null for models that do not decode.</param>
/// <param name="TokenAttention">Attention's of these.</param>
public sealed record TimePointAnswer(long Context, double Prefill, double PrefillAttention, double? Token, double? TokenAttention)
{
    /// <summary>As it is sent.</summary>
    internal static TimePointAnswer Of(CostReportPoint point)
        => new(point.At.Context, point.Prefill.Total, point.Prefill.Attention, point.Token?.Total, point.Token?.Attention);
}
