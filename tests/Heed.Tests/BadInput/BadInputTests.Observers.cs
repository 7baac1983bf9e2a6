using Heed.Masks;
using Heed.Observers;
using Heed.Scores;

namespace Heed.Tests.BadInput;

public sealed unsafe partial class BadInputTests
{
    private static List<Case> ObserverCases()
    {
        List<Case> cases = [];
        cases.Add(new("KeyMass, B −1", a => _ = new KeyMass<Causal>(default, -1, 4, 5), "batch", "at least 0", "got -1"));
        cases.Add(new("KeyMass, Tq −1", a => _ = new KeyMass<Causal>(default, 2, 4, -1), "queryCount", "at least 0", "got -1"));
        cases.Add(new("KeyMass, too many rows", a => _ = new KeyMass<Causal>(default, 1 << 20, 1 << 20, 5), "queryCount",
            "expected sizes whose product is at most", "got 5497558138880"));
        cases.Add(
            new("RowWeights, row outside", a => _ = new RowWeights([5], 2, 4, 5, 7, a.Take(56)), "rows", "query rows 0 … 4", "got 5"));
        cases.Add(
            new("RowWeights, row twice", a => _ = new RowWeights([1, 1], 2, 4, 5, 7, a.Take(112)), "rows", "each row once", "got 1 twice"));
        cases.Add(new("RowWeights, Tk −1", a => _ = new RowWeights([1], 2, 4, 5, -1, a.Take(112)), "keyCount", "at least 0", "got -1"));
        cases.Add(
            new("RowWeights, no memory", a => _ = new RowWeights([1], 2, 4, 5, 7, null), "weights", "memory for 56 numbers", "got null"));
        cases.Add(new("ReceivedAttention, Hq −1", a => _ = new ReceivedAttention(2, -1, 7), "heads", "at least 0", "got -1"));
        cases.Add(new("OffsetHistogram, no distance", a => _ = new OffsetHistogram(0, 2, 4, 5), "distances", "at least 1", "got 0"));
        cases.Add(new("OffsetHistogram, Tq −1", a => _ = new OffsetHistogram(3, 2, 4, -1), "queryCount", "at least 0", "got -1"));
        cases.Add(new("EdgeEffects, K 0", a => _ = new EdgeEffects(0, 2, 4, 5, 7), "count", "at least 1", "got 0"));
        cases.Add(new("EdgeEffects, Tk −1", a => _ = new EdgeEffects(1, 2, 4, 5, -1), "keyCount", "at least 0", "got -1"));
        cases.Add(new("DistanceBiasGradient, bucket outside", a => _ = new DistanceBiasGradient(a.Take(8), 2, _ => 2, 4, 5, 7), "bucket",
            "0 … 1", "got 2"));
        cases.Add(new("DistanceBiasGradient, no table", a => _ = new DistanceBiasGradient(null, 2, _ => 0, 4, 5, 7), "table",
            "[buckets=2, Hq=4]", "got null"));

        cases.Add(new("Backward, bias gradient of another shape", a => Observed(
            a, default(PlainScore), new BiasGradient(new BiasView(a.Take(8), 1, 1, 1, 8))), "observer", "Tk=7 or 1", "got [1, 1, 1, 8]"));
        cases.Add(new("Backward, distance bias gradient of other sizes", a => Observed(
            a, default(PlainScore), new DistanceBiasGradient(a.Take(4), 1, _ => 0, 4, 5, 8)), "observer", "Hq=4, Tq=5, Tk=7",
            "got one for 4, 5, 8"));
        cases.Add(new("Backward, edge effects of other sizes", a => Observed(
            a, default(PlainScore), new EdgeEffects(1, 1, 4, 5, 7)), "observer", "B=2, Hq=4, Tq=5, Tk=7", "got 1, 4, 5, 7"));
        cases.Add(new("Backward, the second of two observers", a => Observed(
            a, default(PlainScore), new BothGradients<NoObserver, EdgeEffects>(default, default)), "observer", "B=2, Hq=4",
            "got 0, 0, 0, 0"));
        cases.Add(new("VisitWeights, received attention of other sizes", a => Visit(a, new ReceivedAttention(2, 4, 8)), "visitor", "Tk=7",
            "got 2, 4, 8"));
        cases.Add(new(
            "VisitWeights, histogram of other sizes", a => Visit(a, new OffsetHistogram(3, 2, 4, 6)), "visitor", "Tq=5", "got 2, 4, 6"));
        cases.Add(new("VisitWeights, window outside the heads", a => Visit(a, new WeightWindow(0, 4, new(0, 1), new(0, 1), a.Take(1))),
            "visitor", "Hq=4", "got batch row 0, head 4"));
        cases.Add(new("VisitWeights, window outside the keys", a => Visit(a, new WeightWindow(0, 0, new(0, 1), new(0, 8), a.Take(8))),
            "visitor", "keys 0 … 7", "got 0 … 1 and 0 … 8"));
        cases.Add(new("VisitWeights, window without memory", a => Visit(a, new WeightWindow(0, 0, new(0, 1), new(0, 1), null)), "visitor",
            "memory to write to", "got null"));
        cases.Add(new("RowStatistics, Tq −1", a => _ = new RowStatistics(2, 4, -1), "queryCount", "at least 0", "got -1"));
        cases.Add(new("TopKeys, K 0", a => _ = new TopKeys(0, 2, 4, 5), "count", "at least 1", "got 0"));
        cases.Add(new("TopKeys, B −1", a => _ = new TopKeys(1, -1, 4, 5), "batch", "at least 0", "got -1"));
        cases.Add(new("Forward, row statistics of other sizes", a => Watched(a, new RowStatistics(2, 4, 6)), "observer", "Tq=5", "got 2, 4, 6"));
        cases.Add(new("Forward, top keys of other sizes", a => Watched(a, new TopKeys(1, 1, 4, 5)), "observer", "B=2", "got 1, 4, 5"));
        cases.Add(new(
            "Forward, key mass of other sizes", a => Watched(a, new KeyMass<Causal>(default, 2, 3, 5)), "observer", "Hq=4", "got 2, 3, 5"));
        cases.Add(new("Forward, the second of two observers", a => Watched(
            a, new Both<NoObserver, RowStatistics>(default, default)), "observer", "B=2, Hq=4", "got 0, 0, 0"));
        return cases;
    }

    private static void Watched<TObserver>(Arena a, TObserver observer) where TObserver : struct, IObserver
    {
        AttentionInputs inputs = Inputs(a);
        Heed.Attention.Forward(
            inputs, a.View(2, 4, 5, inputs.Values.Width), null, default(Bidirectional), default(PlainScore), observer);
    }

    private static void Visit<TVisitor>(Arena a, TVisitor visitor) where TVisitor : struct, IWeightVisitor
        => Heed.Attention.VisitWeights(Inputs(a), a.Take(L), default(Bidirectional), default(PlainScore), visitor);
}
