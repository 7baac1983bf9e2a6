using Heed.Positions;

namespace Heed.Tests.BadInput;

public sealed unsafe partial class BadInputTests
{
    private static List<Case> PositionCases()
    {
        List<Case> cases = [];
        cases.Add(new("AlibiSlopes, no heads", _ => AlibiSlopes.ForHeads(0), "heads", "at least 1", "got 0"));
        cases.Add(new("LinearScaling, 0", a => _ = new LinearScaling(0), "factor", "a finite number above 0", "got 0"));
        cases.Add(new("DynamicNtkScaling, length 0", a => _ = new DynamicNtkScaling(2, 0), "originalLength", "at least 1", "got 0"));
        cases.Add(new("DynamicNtkScaling, two numbers", a => _ = new RotaryTable(2, scaling: new DynamicNtkScaling(2, 8)), "frequencies",
            "at least 4 rotated numbers", "got 2"));
        cases.Add(new("Llama3Scaling, factors out of order", a => _ = new Llama3Scaling(8, 4, 1, 8192), "highFrequencyFactor",
            "more than lowFrequencyFactor=4", "got 1"));
        cases.Add(
            new("Llama3Scaling, NaN", a => _ = new Llama3Scaling(double.NaN, 1, 4, 8192), "factor", "a finite number above 0", "got NaN"));
        cases.Add(new("LongRopeScaling, lists of other lengths", a => _ = new LongRopeScaling([1, 1], [1], 8, 2), "longFactors",
            "2 numbers", "got 1"));
        cases.Add(new(
            "LongRopeScaling, negative factor", a => _ = new LongRopeScaling([1, -1], [1, 1], 8, 2), "shortFactors", "above 0", "got -1"));
        cases.Add(new("LongRopeScaling, another width", a => _ = new RotaryTable(8, scaling: new LongRopeScaling([1, 1], [1, 1], 8, 2)),
            "frequencies", "4 factors", "got 2"));
        cases.Add(new("ProportionalScaling, 1.5", a => _ = new ProportionalScaling(1.5), "fraction", "from 0 to 1", "got 1.5"));
        cases.Add(new("YarnScaling, betas out of order", a => _ = new YarnScaling(2, 8, betaFast: 1, betaSlow: 2), "betaFast",
            "at least betaSlow=2", "got 1"));
        cases.Add(new("YarnScaling, infinite", a => _ = new YarnScaling(double.PositiveInfinity, 8), "factor", "a finite number above 0",
            "got Infinity"));
        cases.Add(
            new("YarnScaling, θ 1", a => _ = new RotaryTable(8, 1, new YarnScaling(2, 8)), "theta", "expected a base above 1", "got 1"));
        cases.Add(new("RelativeBuckets, 3", a => _ = new RelativeBuckets(true, 3), "buckets", "at least 4", "got 3"));
        cases.Add(new("RelativeBuckets, too near", a => _ = new RelativeBuckets(true, 32, 8), "maxDistance", "at least 9", "got 8"));
        cases.Add(
            new("RelativeBuckets.Fill, target", _ => new RelativeBuckets().Fill(new int[5], 2, 3), "target", "[Tq=2, Tk=3]", "got 5"));
        cases.Add(new("RelativeBuckets.Fill, offset", _ => new RelativeBuckets().Fill(new int[6], 2, 3, -1), "queryOffset", "expected 0 …",
            "got -1"));
        cases.Add(new("Sinusoidal.Value, column", _ => Sinusoidal.Value(0, 4, 4), "column", "0 … width−1=3", "got 4"));
        cases.Add(new("Sinusoidal.Table, width 0", _ => Sinusoidal.Table(3, 0), "positions", "width ≥ 1", "got 3 and 0"));
        cases.Add(new("Sinusoidal.Fill, ragged", a => Sinusoidal.Fill(a.Floats(6), 0, 4), "target", "[positions, width=4]", "got 6"));
        cases.Add(new("Sinusoidal.Fill, θ", a => Sinusoidal.Fill(a.Floats(8), 0, 4, 0), "theta", "a finite number above 0", "got 0"));

        var table = new RotaryTable(4);
        cases.Add(new("RotaryTable, odd width", a => _ = new RotaryTable(3), "width", "an even number from 2 on", "got 3"));
        cases.Add(new("RotaryTable, θ NaN", a => _ = new RotaryTable(4, double.NaN), "theta", "a finite number above 0", "got NaN"));
        cases.Add(
            new("RotaryTable, unknown layout", a => _ = new RotaryTable(4, layout: (RotaryLayout)7), "layout", "a known layout", "got 7"));
        cases.Add(new("RotaryTable.InverseFrequencies, 0", _ => table.InverseFrequencies(0), "length", "at least 1", "got 0"));
        cases.Add(new("RotaryTable.At, offset", _ => table.At(-1, 3), "offset", "two numbers ≥ 0", "got -1 and 3"));
        cases.Add(new("RotaryTable.At, sequence too short", _ => table.At(2, 3, 4), "sequenceLength", "at least 5", "got 4"));
        cases.Add(new("RotaryTable.At, batch", _ => table.At([0, 1, 2], 2), "positions", "[B=2, T]", "got 3"));
        cases.Add(new("RotaryTable.At, negative position", _ => table.At([0, -1], 2), "positions", "numbers from 0", "got -1"));
        cases.Add(new("RotaryAngles.FromCache, row",
            _ => RotaryAngles.FromCache(new float[4], new float[4], 4, [2], 1, RotaryLayout.HalfSplit), "rows", "0 … 1", "got 2"));
        cases.Add(new("RotaryAngles.FromCache, sin",
            _ => RotaryAngles.FromCache(new float[4], new float[2], 4, [0], 1, RotaryLayout.HalfSplit), "sin", "4 values", "got 2"));
        cases.Add(new("Rotary, length", a => Rotary.Apply(a.View(1, 2, 5, 4), table.At(0, 3)), "x", "T=3, D≥4", "got [1, 2, 5, 4]"));
        cases.Add(new("Rotary, 16 bits", a => Rotary.Apply(a.View(1, 2, 5, 4) with { Element = ElementType.Float16 }, table.At(0, 5)), "x",
            "expected float32", "got Float16"));
        cases.Add(new("Rotary, target's shape", a => Rotary.Apply(a.View(1, 2, 5, 4), a.View(1, 2, 5, 6), table.At(0, 5)), "y",
            "expected [1, 2, 5, 4]", "got [1, 2, 5, 6]"));
        cases.Add(new("Rotary, no memory", _ => Rotary.Apply(HeadView.Contiguous(null, 1, 2, 5, 4), table.At(0, 5)), "x",
            "expected memory for [1, 2, 5, 4]", "got null"));
        cases.Add(new("Rotary, overlap", a =>
        {
            HeadView x = a.View(1, 2, 5, 4);
            Rotary.Apply(x, x with { Data = x.Data + 4 }, table.At(0, 5));
        }, "y", "expected memory of its own, or x itself", "overlaps x"));
        return cases;
    }
}
