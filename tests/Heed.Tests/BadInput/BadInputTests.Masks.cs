using Heed.Masks;
using Heed.Observers;
using Heed.Scores;

namespace Heed.Tests.BadInput;

public sealed unsafe partial class BadInputTests
{
    private static List<Case> MaskCases()
    {
        List<Case> cases = [];
        cases.Add(Mask("CausalOffsets, too few", new CausalOffsets([1]), "one for each of 2 batch rows", "got 1"));
        cases.Add(Mask("CausalOffsets, none", default(CausalOffsets), "one for each of 2 batch rows", "got 0"));
        cases.Add(Mask("SlidingWindow, left −2", new SlidingWindow(-2, 0), "at least 0, or −1 for open", "got -2 and 0"));
        cases.Add(Mask("SlidingWindow, right −3", new SlidingWindow(1, -3), "at least 0, or −1 for open", "got 1 and -3"));
        cases.Add(Mask("Padding, too many rows", Padding.Right([1, 2, 3]), "each of 2 batch rows", "got 3"));
        cases.Add(Mask("Padding, none", default(Padding), "each of 2 batch rows", "got 0"));
        cases.Add(Mask("Padding, negative length", Padding.Right([1, -2]), "within 0 … Tk=7", "got 0 … -2"));
        cases.Add(Mask("Padding, longer than the keys", Padding.Right([7, 8]), "within 0 … Tk=7", "got 0 … 8"));
        cases.Add(Mask("PrefixLm, too few", new PrefixLm([1]), "each of 2 batch rows", "got 1"));
        cases.Add(Mask("PrefixLm, negative", new PrefixLm([1, -1]), "at least 0", "got -1"));
        cases.Add(Mask("FirstKeys, negative", new FirstKeys(-1), "at least 0", "got -1"));
        cases.Add(Mask("GlobalTokens, none", default(GlobalTokens), "a list of positions", "got none"));
        cases.Add(Mask("Strided, 0", new Strided(0), "at least 1", "got 0"));
        cases.Add(Mask("Documents, other sizes", Documents.Whole([0, 4], [0, 7]), "Tq=4 and Tk=7", "got 5 and 7"));
        cases.Add(Mask("Documents, none", default(Documents), "Tq=0", "got 5 and 7"));
        cases.Add(Mask("BlockSparse, too few blocks", new BlockSparse([[0]], 4, 7, 1), "a table for Tq=5 and Tk=7", "got 1 × 4 queries"));
        cases.Add(Mask("BlockSparse, none", default(BlockSparse), "a table for Tq=5 and Tk=7", "got 0 × 0 queries"));
        cases.Add(Mask("BooleanMatrix, other sizes", new BooleanMatrix(new bool[6], 1, 1, 2, 3), "Tq=5, Tk=7", "got [1, 1, 2, 3]"));
        cases.Add(Mask("BooleanMatrix, none", default(BooleanMatrix), "Tq=5, Tk=7", "got [0, 0, 0, 0]"));
        cases.Add(Mask("AlwaysAfter, more keys than there are", new AlwaysAfter<Bidirectional>(default, 8), "at least 8 keys", "got 7"));
        cases.Add(Mask("And, second off", new Causal(0).And(new Strided(0)), "at least 1", "got 0"));
        cases.Add(Mask("Or, first off", new FirstKeys(-1).Or(new Causal(0)), "at least 0", "got -1"));
        cases.Add(Mask("Not, inner off", new PrefixLm([1]).Not(), "each of 2 batch rows", "got 1"));

        cases.Add(new("Documents, ends that decrease", _ => Documents.Whole([0, 4, 8], [0, 9, 8]), "cumulativeKeys", "do not decrease",
            "got 9 and then 8"));
        cases.Add(new("Documents, query ends that decrease", _ => Documents.Causal([0, 4, 3], [0, 4, 5]), "cumulativeQueries",
            "do not decrease", "got 4 and then 3"));
        cases.Add(new("Documents, not from 0", _ => Documents.Causal([1, 4], [0, 8]), "cumulativeQueries", "expected 0 first", "got 1"));
        cases.Add(new("Documents, other counts", _ => Documents.Whole([0, 4], [0, 4, 8]), "cumulativeKeys",
            "as many numbers as for queries (2)", "got 3"));
        cases.Add(new("Documents, empty", _ => Documents.Whole([], []), "cumulativeKeys", "expected 0 and the end", "got 0"));
        cases.Add(new("BlockSparse, block outside", a => _ = new BlockSparse([[6]], 10, 10, 6), "table", "0 … 5", "got 6"));
        cases.Add(
            new("BlockSparse, negative block", a => _ = new BlockSparse([[0], [-1]], 10, 10, 6), "table", "0 … 5", "got -1 for block 1"));
        cases.Add(new("BlockSparse, null row", a => _ = new BlockSparse([null!], 10, 10, 6), "table", "a list of blocks", "got null"));
        cases.Add(new("BlockSparse, blocks of 0 rows", a => _ = new BlockSparse([[0]], 0, 10, 6), "rowsPerBlock", "at least 1", "got 0"));
        cases.Add(new("BlockSparse, blocks of −1 keys", a => _ = new BlockSparse([[0]], 1, -1, 6), "keysPerBlock", "at least 1", "got -1"));
        cases.Add(new("BlockSparse, −1 blocks", a => _ = new BlockSparse([], 1, 1, -1), "keyBlocks", "at least 0", "got -1"));
        cases.Add(new(
            "BooleanMatrix, too short", a => _ = new BooleanMatrix(new bool[5], 1, 1, 2, 3), "allowed", "[1, 1, 2, 3], 6 values", "got 5"));
        cases.Add(new("BooleanMatrix, no heads", a => _ = new BooleanMatrix([], 1, 0, 2, 3), "allowed", "[1, 0, 2, 3]", "got 0"));
        cases.Add(new("GlobalTokens, negative", a => _ = new GlobalTokens([3, -1]), "positions", "at least 0", "got -1"));
        cases.Add(new("Longformer, reach −1", _ => Longformer.Mask(-1, [0]), "reach", "at least 0", "got -1"));
        cases.Add(new("Dilated, reach −1", _ => Strided.Dilated(-1, 2), "reach", "at least 0", "got -1"));
        cases.Add(new("Dilated, dilation 0", _ => Strided.Dilated(1, 0), "dilation", "at least 1", "got 0"));
        cases.Add(new("StreamingLlm, sinks −1", _ => StreamingLlm.Mask(-1, 4), "sinks", "at least 0", "got -1"));
        cases.Add(new("StreamingLlm, window 0", _ => StreamingLlm.Mask(4, 0), "window", "at least 1", "got 0"));
        cases.Add(new("BigBird, count −1", _ => BigBird.Mask(-1, 4), "count", "at least 0", "got -1"));
        cases.Add(new("BigBird, block 0", _ => BigBird.Mask(8, 0), "block", "at least 1", "got 0"));
        cases.Add(new("BigBird, neighbours −1", _ => BigBird.Mask(8, 4, -1), "neighbours", "at least 0", "got -1"));
        cases.Add(new("BigBird, globals −1", _ => BigBird.Mask(8, 4, 1, -1), "globals", "at least 0", "got -1"));
        cases.Add(new("BigBird, randoms −1", _ => BigBird.Mask(8, 4, 1, 1, -1), "randoms", "at least 0", "got -1"));
        return cases;
    }

    private static List<Case> ScoreCases()
    {
        List<Case> cases = [];
        foreach (float cap in (float[])[0f, -1f, float.NaN, float.PositiveInfinity])
            cases.Add(Score($"SoftCap {cap}", _ => new SoftCap(cap), "a finite number greater than 0", $"got {cap}"));
        cases.Add(Score("Alibi, too few slopes", _ => new Alibi([1f]), "each of Hq=4 heads", "got 1"));
        cases.Add(Score("Alibi, none", _ => default(Alibi), "each of Hq=4 heads", "got 0"));
        cases.Add(
            Score("AdditiveBias, no memory", _ => default(AdditiveBias), "[B=2 or 1, Hq=4 or 1, Tq=5 or 1, Tk=7 or 1]", "without memory"));
        cases.Add(
            Score("AdditiveBias, other keys", a => new AdditiveBias(new BiasView(a.Take(8), 1, 1, 1, 8)), "Tk=7 or 1", "got [1, 1, 1, 8]"));
        cases.Add(Score(
            "AdditiveBias, other heads", a => new AdditiveBias(new BiasView(a.Take(14), 1, 2, 1, 7)), "Hq=4 or 1", "got [1, 2, 1, 7]"));
        cases.Add(Score("DistanceBias, other sizes", _ => new DistanceBias([1f, 2f, 3f, 4f], _ => 0, 4, 3, 3), "Hq=4, Tq=5, Tk=7",
            "got one for 4, 3, 3"));
        cases.Add(Score("Then, second off", _ => new SoftCap(1f).Then(new Alibi([1f])), "each of Hq=4 heads", "got 1"));

        cases.Add(new("Alibi, NaN", a => _ = new Alibi([1f, float.NaN]), "slopes", "finite numbers", "got NaN"));
        cases.Add(new("DistanceBias, bucket outside", a => _ = new DistanceBias([1f], d => d == 2 ? 1 : 0, 1, 3, 3), "bucket", "0 … 0",
            "got 1 for distance 2"));
        cases.Add(new("DistanceBias, no heads", a => _ = new DistanceBias([1f], _ => 0, 0, 3, 3), "heads", "at least 1", "got 0"));
        cases.Add(new("DistanceBias, Tq −1", a => _ = new DistanceBias([1f], _ => 0, 1, -1, 3), "queryCount", "at least 0", "got -1"));
        cases.Add(new("DistanceBias, Tk −1", a => _ = new DistanceBias([1f], _ => 0, 1, 3, -1), "keyCount", "at least 0", "got -1"));
        cases.Add(new(
            "DistanceBias, ragged table", a => _ = new DistanceBias([1f, 2f, 3f], _ => 0, 2, 3, 3), "table", "[buckets, Hq=2]", "got 3"));
        cases.Add(new("DistanceBias, too many distances", a => _ = new DistanceBias([1f], _ => 0, 1, int.MaxValue, 3), "keyCount",
            "expected at most", "Tq=2147483647"));
        return cases;
    }

    /// <summary>Forward, backward and the reference all ask the mask first.</summary>
    private static Case Mask<TMask>(string name, TMask mask, string expected, string got) where TMask : struct, IMask
        => new($"Mask {name}", a =>
        {
            var error = Assert.ThrowsAny<ArgumentException>(
                () => ReferenceAttention.Forward(s_reference, new double[Q], new double[K], new double[V], 1, mask, default(PlainScore)));
            Assert.Contains(expected, error.Message);
            error = Assert.ThrowsAny<ArgumentException>(() => Heed.Attention.Backward(
                a.Floats(Q), a.Floats(K), a.Floats(V), a.Floats(O), a.Floats(L), a.Floats(O), a.Floats(Q), a.Floats(K), a.Floats(V),
                s_shape, mask));
            Assert.Contains(expected, error.Message);
            Heed.Attention.Forward(a.Floats(Q), a.Floats(K), a.Floats(V), a.Floats(O), a.Floats(L), s_shape, mask);
        }, "mask", expected, got);

    private static Case Score<TScore>(string name, Func<Arena, TScore> make, string expected, string got) where TScore : struct, IScore
        => new($"Score {name}", a =>
        {
            TScore score = make(a);
            Assert.Contains(expected, Assert.ThrowsAny<ArgumentException>(() => Observed(a, score, default(NoObserver))).Message);
            Heed.Attention.Forward(Inputs(a), a.View(2, 4, 5, 3), a.Take(L), default(Bidirectional), score, default(NoObserver));
        }, "score", expected, got);
}
