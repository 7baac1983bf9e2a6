using Heed.Lens.Positions;

namespace Heed.Studio.Pages.Position;

/// <summary>A mean over samples.</summary>
/// <param name="Mean">The mean.</param>
/// <param name="Error">Its standard error; null for a single sample.</param>
/// <param name="Low">The mean minus its error.</param>
/// <param name="High">The mean plus its error.</param>
public sealed record MeanAnswer(double Mean, double? Error, double Low, double High)
{
    internal static MeanAnswer Of(MeanAndError value) => new(value.Mean, value.Error, value.Low, value.High);
}
