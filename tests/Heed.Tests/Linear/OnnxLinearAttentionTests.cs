using Heed.Linear;
using Heed.Tests.Attention;

namespace Heed.Tests.Linear;

/// <summary>The ONNX operator's layouts, defaults and refusals.</summary>
public class OnnxLinearAttentionTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(7)]
    [InlineData(8)]
    [InlineData(70)]
    public void EveryRule_PackedArrays_EqualTheReference(int length)
    {
        var shape = new AttentionShape(2, 6, 2, length, length, 8, 5);
        Check<Plain, NoDecay, AdditiveWrite>("linear", shape);
        Check<Scalar, ScalarDecay, AdditiveWrite>("gated", shape);
        Check<Gated, KeyDecay, AdditiveWrite>("gated", shape);
        Check<Delta, NoDecay, DeltaWrite>("delta", shape);
        Check<GatedDelta, ScalarDecay, DeltaWrite>("gated_delta", shape);
        Check<KeyGatedDelta, KeyDecay, DeltaWrite>("gated_delta", shape);
    }

    /// <summary>Worked by hand: one head, Dk = Dv = 1, S₀ = 2, g = ln ½, β = ½, k = 1, v = 3, q = 10: Ŝ = 1, u = 1, S = 2, o = 20·scale.</summary>
    [Fact]
    public void GatedDelta_OneToken_IsTheFormula()
    {
        float[] output = new float[1], present = new float[1];
        new OnnxLinearAttention(1, 1).Run(1, 1, 1, 1, [10f], [1f], [3f], [2f], [MathF.Log(0.5f)], [0.5f], output, present);
        Assert.Equal(20f, output[0], 1e-5);
        Assert.Equal(2f, present[0], 1e-6);
        new OnnxLinearAttention(1, 1, Scale: 0.25f).Run(1, 1, 1, 1, [10f], [1f], [3f], [2f], [MathF.Log(0.5f)], [0.5f], output, present);
        Assert.Equal(5f, output[0], 1e-5);
    }

    [Fact]
    public void SharedBeta_EqualsItRepeated()
    {
        var random = new Random(1);
        float[] q = Draw(40), k = Draw(40), v = Draw(40), beta = Draw(10), one = new float[40], two = new float[40];
        new OnnxLinearAttention(2, 2, LinearUpdateRule.Delta).Run(1, 10, 2, 2, q, k, v, [], [], beta, one, []);
        new OnnxLinearAttention(2, 2, LinearUpdateRule.Delta).Run(1, 10, 2, 2, q, k, v, [], [], [.. beta.SelectMany(b => new[] { b, b })], two, []);
        Assert.Equal(two, one);

        float[] Draw(int count) => [.. Enumerable.Range(0, count).Select(_ => random.NextSingle())];
    }

    [Fact]
    public void BadInputs_AreRefused()
    {
        float[] four = new float[4], result = new float[4];
        Refused("decay: expected values for update rule Gated; got none", () => Run(LinearUpdateRule.Gated, [], []));
        Refused("decay: expected none for update rule Linear; got some", () => Run(LinearUpdateRule.Linear, four, []));
        Refused("beta: expected values for update rule Delta; got none", () => Run(LinearUpdateRule.Delta, [], []));
        Refused("beta: expected none for update rule Gated; got some", () => Run(LinearUpdateRule.Gated, new float[2], four));
        Refused("decay: expected [B, T, Hkv] or [B, T, Hkv·Dk], 2 values; got 3", () => Run(LinearUpdateRule.Gated, new float[3], []));
        Refused("query: expected [B, T, Hq·Dk], 4 values; got 3", () => new OnnxLinearAttention(1, 1, LinearUpdateRule.Linear).Run(1, 2, 2, 2, new float[3], four, four, [], [], [], result, []));
        Refused("multiple of kv_num_heads=2; got 3", () => new OnnxLinearAttention(3, 2, LinearUpdateRule.Linear).Run(1, 2, 2, 2, four, four, four, [], [], [], result, []));
        Refused("update_rule: expected linear, gated, delta or gated_delta; got 'softmax'", () => OnnxLinearAttention.ParseRule("softmax"));

        void Run(LinearUpdateRule rule, float[] decay, float[] beta)
            => new OnnxLinearAttention(1, 1, rule).Run(1, 2, 2, 2, four, [1, 2, 3, 4], four, [], decay, beta, result, []);

        static void Refused(string message, Action call) => Assert.Contains(message, Assert.Throws<ArgumentException>(call).Message);
    }

    private static void Check<TRule, TDecay, TWrite>(string rule, AttentionShape shape)
        where TRule : struct, ILinearRule<TDecay, TWrite> where TDecay : struct, IDecay where TWrite : struct, IWriteRule
    {
        var test = new LinearCase<TRule, TDecay, TWrite>(shape, seed: 17);
        ReferenceLinearAttention expected = test.Reference();
        float[] output = new float[test.G.Length], present = new float[test.Past.Length];
        new OnnxLinearAttention(shape.Heads, shape.KeyHeads, OnnxLinearAttention.ParseRule(rule)).Run(
            shape.Batch, shape.KeyCount, shape.Width, shape.ValueWidth, Pack(test.Q, shape.Heads), Pack(test.K, shape.KeyHeads), Pack(test.V, shape.KeyHeads),
            test.Past, Pack(test.LogDecay, shape.KeyHeads), Pack(test.Beta, shape.KeyHeads), output, present);
        Assert.True(Closeness.Error(output, Array.ConvertAll(Pack(Array.ConvertAll(expected.Output, x => (float)x), shape.Heads), x => (double)x)) < 2e-6, rule);
        Assert.True(Closeness.Error(present, expected.PresentState) < 2e-6, rule);

        // [B, H, T, D] to [B, T, H·D].
        float[] Pack(float[] values, int heads)
        {
            var packed = new float[values.Length];
            int width = values.Length / (shape.Batch * heads * shape.KeyCount);
            for (int i = 0; i < values.Length; i++)
            {
                (int b, int h, int t, int d) = (i / (heads * shape.KeyCount * width), i / (shape.KeyCount * width) % heads, i / width % shape.KeyCount, i % width);
                packed[((b * shape.KeyCount + t) * heads + h) * width + d] = values[i];
            }
            return packed;
        }
    }
}
