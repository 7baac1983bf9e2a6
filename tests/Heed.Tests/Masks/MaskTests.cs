using Heed.Masks;

namespace Heed.Tests.Masks;

/// <summary>Every mask's fast answers against its definition.</summary>
public class MaskTests
{
    private const int Batch = 2, Rows = 40, Keys = 150;

    public static TheoryData<IMask> All =>
    [
        default(Bidirectional), Causal.TopLeft, Causal.BottomRight(Rows, Keys), new Causal(-7), new Causal(500),
        Padding.Right([150, 63]), new Padding([new KeyRange(64, 128), new KeyRange(0, 0)]),
        new And<Padding, Causal>(new Padding([new KeyRange(3, 149), new KeyRange(70, 150)]), new Causal(30)),
        new SlidingWindow(0, 0), new SlidingWindow(5, 3, 20), new SlidingWindow(-1, 10), new SlidingWindow(70, -1, 90), SlidingWindow.BottomRight(9, 0, Rows, Keys), new SlidingWindow(3, 2, -20),
        new CausalOffsets([5, 110]), new PrefixLm([80, 3], 7), new PrefixLm([0, 200]), new FirstKeys(0), new FirstKeys(70), new FirstKeys(500),
        Documents.Whole([0, 7, 7, 40], [0, 70, 100, 150]), Documents.Causal([0, 7, 7, 40], [0, 70, 100, 150]), Documents.Causal([0, 20, 40], [0, 4, 150]),
        new GlobalTokens([]), new GlobalTokens([0, 13, 13, 149]), new GlobalTokens([64, 65, 66], 60), Longformer.Mask(4, [0, 80], 20),
        new Strided(1), new Strided(7, 3), new Strided(100, -9), Strided.Dilated(3, 4, 50), new Or<Strided, SlidingWindow>(new Strided(16), new SlidingWindow(15, 0)),
        new BlockSparse([[0, 2], [], [4, 4, 1], [9]], 10, 16, 10), new BlockSparse([[0, 1]], 64, 100, 2), BigBird.Mask(Keys, 16, randoms: 1, seed: 3),
        StreamingLlm.Mask(4, 12, 110), new And<BlockSparse, Causal>(new BlockSparse([[0, 2], [1, 2]], 20, 64, 3), new Causal(90)),
        new Not<Causal>(new Causal(20)), new Not<And<FirstKeys, Strided>>(new(new FirstKeys(90), new Strided(3))), new Where<EvenSum>(default), new WithoutEdges([EdgeCut.Edge(0, 3, 70), new EdgeCut(null, new KeyRange(10, 20), new KeyRange(60, 140)), new EdgeCut(0, new KeyRange(30, int.MaxValue), new KeyRange(1, int.MaxValue))], 2),
        new WithoutEdges([]), new And<Causal, WithoutEdges>(new Causal(20), new WithoutEdges([EdgeCut.Edge(0, 3, 7)])), new AlwaysAfter<Causal>(new Causal(20), 100), new AlwaysAfter<Bidirectional>(default, 0), Random(1, 1), Random(Batch, 2),
    ];

    private static BooleanMatrix Random(int batches, int heads)
    {
        var random = new Randomness(5);
        var allowed = new bool[batches * heads * Rows * Keys];
        // Sparse rows, empty rows, full rows.
        for (int i = 0; i < allowed.Length; i++) allowed[i] = (i / Keys % 3) switch { 0 => random.NextInt(20) == 0, 1 => i / Keys % 2 == 0, _ => random.NextInt(2) == 0 };
        return new BooleanMatrix(allowed, batches, heads, Rows, Keys);
    }

    private readonly struct EvenSum : IPairRule
    {
        public string Name => "even sum";

        public bool Allows(int batch, int head, int row, int key) => (row + key + batch) % 2 == 0;
    }

    [Theory]
    [MemberData(nameof(All))]
    public void Check_TakesTheSizesItWasMadeFor(IMask mask) => mask.Check(Batch, mask.Name == "matrix" ? 2 : 1, Rows, Keys);

    [Theory]
    [MemberData(nameof(All))]
    public void NextKey_StepsOverNoAllowedKey(IMask mask) => Answers(mask).NextKeyStepsOverNoAllowedKey();

    [Theory]
    [MemberData(nameof(All))]
    public void Row64_EqualsAllows(IMask mask) => Answers(mask).Row64EqualsAllows();

    [Theory]
    [MemberData(nameof(All))]
    public void Range_HoldsEveryAllowedKey(IMask mask) => Answers(mask).RangeHoldsEveryAllowedKey();

    [Theory]
    [MemberData(nameof(All))]
    public void Cover_NeverClaimsTooMuch(IMask mask) => Answers(mask).CoverNeverClaimsTooMuch();

    private static MaskAnswers Answers(IMask mask) => new(mask, Batch, Rows, Keys);

    [Fact]
    public void Name_OfComposedMasks_Reads() => Assert.Equal("padding & causal(30)", new And<Padding, Causal>(new Padding([]), new Causal(30)).Name);
}
