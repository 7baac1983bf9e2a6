namespace Heed.Models.Cost;

/// <summary>Predicts seconds as a sum of parts: operations over the rates of a <see cref="Calibration"/>, or bytes over its read rates where these take
/// longer.</summary>
/// <remarks>
/// <para>Maps take the longer of their operations at the product's rate and of reading their weights once (a roofline, Williams et al. 2009);
/// attention its pairs at the kernel's rate for their number and head size; a decoded token's attention the cache it reads. Beside these stand the numbers
/// that norms, sums, gates and rotations move, and a fixed time an operation, which rules models of a million weights.</para>
/// <para>Left out: paging when memory is short, other work on the machine, formats whose decoding is slower than reading them.</para>
/// </remarks>
public static class TimePrediction
{
    /// <summary>Tokens that go through the blocks together when a text is read with a cache.</summary>
    private const int Piece = 512;

    /// <summary>Reading B texts of T tokens.</summary>
    /// <param name="cost">The model.</param>
    /// <param name="at">Its costs at T and B.</param>
    /// <param name="rates">The machine.</param>
    public static TimeParts Prefill(CostModel cost, CostPoint at, Calibration rates)
    {
        Blueprint b = cost.Blueprint;
        double tokens = (double)at.Context * at.Batch,
            pairHeads = 4.0 * b.Heads * b.HeadSize * (b.Layers + b.EncoderLayers + (b.HasEncoder ? b.Layers : 0)) * tokens;
        double seen = 2 * (double)at.Prefill.Attention / pairHeads; // a causal text of so many tokens has as many pairs a query
        double pieces = cost.Decodes ? Math.Ceiling(at.Context / (double)Piece) : 1;
        return new TimeParts(
            MapTime(cost, at.Prefill.Maps, tokens, rates), (double)at.Prefill.Attention / AttentionRate(b, seen, rates),
                HeadTime(cost, at.Prefill.Head, at.Batch, rates),
            RestWork.Numbers(b) * tokens / rates.Elements + pieces * RestWork.Calls(b) * CallSeconds(tokens, rates));
    }

    /// <summary>The next token of each of B texts, behind T others; null for models that do not decode.</summary>
    /// <param name="cost">The model.</param>
    /// <param name="at">Its costs at T and B.</param>
    /// <param name="rates">The machine.</param>
    public static TimeParts? Token(CostModel cost, CostPoint at, Calibration rates)
    {
        if (at.Token is not { } token) return null;
        double read = (double)at.RollingCacheBytes; // windows bound what is read, whatever is kept
        return new TimeParts(
            MapTime(cost, token.Maps, at.Batch, rates), read / rates.Cache(cost.Variant.Cache).At(read), HeadTime(cost, token.Head, at.Batch, rates),
            RestWork.Numbers(cost.Blueprint) * at.Batch / rates.Elements + RestWork.Calls(cost.Blueprint) * CallSeconds(at.Batch, rates));
    }

    private static double CallSeconds(double rows, Calibration rates) => rows > 1 ? rates.WideCallSeconds : rates.CallSeconds;

    private static double MapTime(CostModel cost, UInt128 operations, double rows, Calibration rates)
        => RestWork.Bound(operations, cost.Maps.Main + cost.Maps.Encoder, rows, cost, rates);

    private static double HeadTime(CostModel cost, UInt128 operations, double rows, Calibration rates)
        => RestWork.Bound(operations, cost.Maps.Head, rows, cost, rates);

    private static double AttentionRate(Blueprint b, double seen, Calibration rates)
    {
        const double Short = 256, Long = 2048;
        var between = new RateCurve([new RatePoint(Short, rates.ShortAttention.At(b.HeadSize)), new RatePoint(Long, rates.LongAttention.At(b.HeadSize))]);
        return between.At(seen);
    }
}
