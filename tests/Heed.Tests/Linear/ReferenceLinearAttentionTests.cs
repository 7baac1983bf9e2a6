using Heed.Linear;

namespace Heed.Tests.Linear;

/// <summary>The reference's gradients against central differences, in double.</summary>
public class ReferenceLinearAttentionTests
{
    private static readonly AttentionShape s_shape = new(2, 4, 2, 6, 6, 3, 4);

    [Fact]
    public void Linear_Gradients_EqualDifferences() => Check<Plain, NoDecay, AdditiveWrite>();

    [Fact]
    public void Scalar_Gradients_EqualDifferences() => Check<Scalar, ScalarDecay, AdditiveWrite>();

    [Fact]
    public void Gated_Gradients_EqualDifferences() => Check<Gated, KeyDecay, AdditiveWrite>();

    [Fact]
    public void Delta_Gradients_EqualDifferences() => Check<Delta, NoDecay, DeltaWrite>();

    [Fact]
    public void GatedDelta_Gradients_EqualDifferences() => Check<GatedDelta, ScalarDecay, DeltaWrite>();

    [Fact]
    public void KeyGatedDelta_Gradients_EqualDifferences() => Check<KeyGatedDelta, KeyDecay, DeltaWrite>();

    /// <summary>o_i = scale · Σ_{j ≤ i} (q_i·k_j) v_j: the recurrence unrolled.</summary>
    [Fact]
    public void Linear_Forward_EqualsTheQuadraticForm()
    {
        var test = new LinearCase<Plain, NoDecay, AdditiveWrite>(new(1, 1, 9, 5), seed: 3);
        Array.Clear(test.Past);
        double[] output = test.Reference().Output;
        for (int i = 0; i < 9; i++)
            for (int e = 0; e < 5; e++)
            {
                double sum = 0;
                for (int j = 0; j <= i; j++)
                    for (int d = 0; d < 5; d++) sum += (double)test.Q[i * 5 + d] * test.K[j * 5 + d] * test.V[j * 5 + e];
                Assert.Equal(sum * test.Scale, output[i * 5 + e], 1e-12);
            }
    }

    private static void Check<TRule, TDecay, TWrite>()
        where TRule : struct, ILinearRule<TDecay, TWrite> where TDecay : struct, IDecay where TWrite : struct, IWriteRule
    {
        var test = new LinearCase<TRule, TDecay, TWrite>(s_shape, seed: 5, decays: 1f);
        ReferenceLinearAttention.Inputs inputs = test.ReferenceInputs;
        ReferenceLinearAttention.Gradients gradients = test.ReferenceGradients();
        Differences.Check(inputs.Queries, gradients.Queries, Value, "dq");
        Differences.Check(inputs.Keys, gradients.Keys, Value, "dk");
        Differences.Check(inputs.Values, gradients.Values, Value, "dv");
        Differences.Check(inputs.PastState!, gradients.PastState, Value, "dS");
        Differences.Check(inputs.LogDecay ?? [], gradients.LogDecay, Value, "dg");
        Differences.Check(inputs.Beta ?? [], gradients.Beta, Value, "dbeta");

        double Value()
        {
            ReferenceLinearAttention result = ReferenceLinearAttention.Forward(inputs);
            double sum = 0;
            for (int i = 0; i < test.G.Length; i++) sum += result.Output[i] * test.G[i];
            for (int i = 0; i < test.PresentGradient.Length; i++) sum += result.PresentState[i] * test.PresentGradient[i];
            return sum;
        }
    }
}
