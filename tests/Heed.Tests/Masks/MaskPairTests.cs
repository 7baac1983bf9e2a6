using Heed.Masks;
using Heed.Tests.Attention;

namespace Heed.Tests.Masks;

/// <summary>Every two kinds of mask put together with <c>And</c>, <c>Or</c> and <c>Not</c>: fast answers against the predicate, and the
/// kernels against the reference.</summary>
public class MaskPairTests
{
    private const int Batch = 2, Rows = 24, Keys = 300; // more keys than a tile has
    private const double Tolerance = 4e-6;
    private static readonly AttentionShape s_shape = new(Batch, 1, 1, Rows, Keys, 2, 2);

    private static readonly IMask[] s_kinds =
    [
        default(Bidirectional), new Causal(200), new CausalOffsets([5, 260]), new SlidingWindow(40, 3, 150),
            new Padding([new(3, 299), new(270, 300)]),
        Documents.Causal([0, 7, 7, 24], [0, 70, 100, 300]), new PrefixLm([280, 3], 7), new FirstKeys(70),
        new GlobalTokens([0, 13, 64, 290], 60), new Strided(7, 3),
        new BlockSparse([[0, 16], [], [18, 4, 1]], 10, 16, 19), Matrix(), new Where<Scattered>(default),
        new AlwaysAfter<Causal>(new Causal(20), 290),
        Longformer.Mask(4, [0, 280], 20), StreamingLlm.Mask(4, 12, 250), Strided.Dilated(3, 4, 50), new Not<Causal>(new Causal(250)),
    ];

    public static TheoryData<int> First => [.. Enumerable.Range(0, s_kinds.Length)];

    [Theory]
    [MemberData(nameof(First))]
    public void EveryPair_FastAnswersEqualThePredicate(int first)
    {
        foreach (IMask mask in Pairs(first))
        {
            var answers = new MaskAnswers(mask, Batch, Rows, Keys);
            answers.Row64EqualsAllows();
            answers.RangeHoldsEveryAllowedKey();
            answers.NextKeyStepsOverNoAllowedKey();
            answers.CoverNeverClaimsTooMuch();
        }
    }

    [Theory]
    [MemberData(nameof(First))]
    public void EveryPair_KernelsEqualTheReference(int first)
    {
        foreach (IMask mask in Pairs(first))
        {
            var test = new AttentionCase<AnyMask>(s_shape, new AnyMask(mask), seed: 3);
            ReferenceAttention expected = test.Reference();
            ReferenceAttention.Gradients gradients = test.ReferenceGradients(expected);
            (float[] output, float[] logSumExp) = test.Forward();
            (float[] dq, float[] dk, float[] dv) = test.Backward(output, logSumExp);
            Close(output, expected.Output, "output");
            Close(logSumExp, expected.LogSumExp, "log-sum-exp");
            Close(dq, gradients.Queries, "dq");
            Close(dk, gradients.Keys, "dk");
            Close(dv, gradients.Values, "dv");

            void Close(float[] actual, double[] wanted, string what)
                => Assert.True(
                    Closeness.Error(actual, wanted) < Tolerance, $"{mask.Name}: {what} errs by {Closeness.Error(actual, wanted)}");
        }
    }

    private static IEnumerable<IMask> Pairs(int first)
    {
        var a = new AnyMask(s_kinds[first]);
        foreach (IMask kind in s_kinds)
        {
            var b = new AnyMask(kind);
            yield return a.And(b);
            yield return a.Or(b);
            yield return a.And(b.Not());
            yield return a.Not().Or(b);
        }
    }

    private static BooleanMatrix Matrix()
    {
        var random = new Randomness(5);
        var allowed = new bool[Batch * Rows * Keys];
        for (int i = 0; i < allowed.Length; i++)
            allowed[i] = (i / Keys % 3) switch { 0 => random.NextInt(20) == 0, 1 => i / Keys % 2 == 0, _ => random.NextInt(2) == 0 };
        return new BooleanMatrix(allowed, Batch, 1, Rows, Keys);
    }

    private readonly struct Scattered : IPairRule
    {
        public string Name => "scattered";

        public bool Allows(int batch, int head, int row, int key) => (row * 7 + key * 3 + batch) % 11 < 3;
    }
}
