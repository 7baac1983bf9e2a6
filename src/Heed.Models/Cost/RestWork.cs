namespace Heed.Models.Cost;

/// <summary>What a block does beside its maps and its attention, and the bound of a map's time.</summary>
internal static class RestWork
{
    /// <summary>Numbers that a token's norms, sums, activations, rotations and cache rows read or write in all blocks.</summary>
    public static double Numbers(Blueprint b)
    {
        int norms = b.NormPlace == NormPlace.Around ? 4 : 2, gate = b.FeedForward == FeedForwardKind.Plain ? 2 : b.FeedForward == FeedForwardKind.Gated ? 3 : 7;
        double block = (2.0 * norms + 3 * 2) * b.Width + (double)gate * b.HiddenWidth, cross = b.HasEncoder ? 5.0 * b.Width : 0;
        double heads = (double)(b.Heads + b.KeyValueHeads) * b.HeadSize * ((b.Positions == PositionKind.Rotary ? 2 : 0)
            + (b.QueryKeyNorm == QueryKeyNorm.None ? 0 : 2));
        double kept = b.Direction == Direction.Causal ? 4.0 * b.KeyValueHeads * b.HeadSize : 0;
        return b.Layers * (block + cross + heads + kept) + b.EncoderLayers * block;
    }

    /// <summary>Operations of a pass, each of which takes some time however small it is.</summary>
    public static double Calls(Blueprint b)
    {
        int maps = (b.Projections == ProjectionKind.Separate ? 3 : 1) + 1 + (b.FeedForward == FeedForwardKind.Plain ? 2 : 3);
        int block = maps + (b.NormPlace == NormPlace.Around ? 4 : 2) + 2 + 1 + 1 + (b.Positions == PositionKind.Rotary ? 2 : 0)
            + (b.QueryKeyNorm == QueryKeyNorm.None ? 0 : 2);
        return (double)block * (b.Layers + b.EncoderLayers) + (b.HasEncoder ? 7.0 * b.Layers : 0) + 4;
    }

    /// <summary>The longer of a map's operations and of reading its weights; of a handful of rows the reading alone.</summary>
    public static double Bound(UInt128 operations, long numbers, double rows, CostModel cost, Calibration rates)
    {
        const double Few = 32, Many = 512; // rows the rates were measured on
        double each = (double)cost.WeightBytes / cost.Parameters, all = (double)cost.WeightBytes;
        double reading = numbers * each / rates.Weights.At(all);
        double width = Math.Sqrt(cost.Blueprint.Width * Math.Max(cost.Blueprint.Width, (double)cost.Blueprint.HiddenWidth));
        var byRows = new RateCurve([new RatePoint(Few, rates.ShortProduct.At(width)), new RatePoint(Many, rates.Product.At(width))]);
        return rows < Few / 4 ? reading : Math.Max((double)operations / byRows.At(rows), reading);
    }
}
