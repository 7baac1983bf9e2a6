namespace Heed.Prompts.Outputs.Insides;

/// <summary>A case's margins as its span moves.</summary>
/// <param name="Result">What was found.</param>
/// <param name="Margins">[places] in nats.</param>
/// <param name="Here">Where the span stands as the prompt is written, 0 … 1; null where it is not known.</param>
public sealed record PositionCurve(InsideResult Result, IReadOnlyList<double> Margins, double? Here)
{
    /// <summary>The largest less the smallest, in nats.</summary>
    public double Range { get; } = Margins.Max() - Margins.Min();

    /// <summary>[places] the share of the attention that the span gets there, the sink apart; empty where it is not known.</summary>
    public IReadOnlyList<double> Shares { get; } =
        [.. Result.List("curve").Select(point => InsideResult.Number(point, "share")).TakeWhile(share => share is not null).Select(share => share!.Value)];

    /// <summary>Of a result; null where it has no curve.</summary>
    public static PositionCurve? Of(InsideResult result)
    {
        double?[] margins = [.. result.List("curve").Select(point => InsideResult.Number(point, "margin"))];
        if (margins.Length < 2 || margins.Any(margin => margin is null)) return null;
        double? here = result.Number("places") is > 1 and var places && result.Number("here") is { } place && place >= 0 && place < places
            ? place / (places - 1) : null;
        return new PositionCurve(result, [.. margins.Select(margin => margin!.Value)], here);
    }
}
