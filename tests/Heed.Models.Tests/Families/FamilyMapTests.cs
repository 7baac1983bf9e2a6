using Heed.Autograd;
using Heed.Lens.Maps;
using Heed.Masks;
using Heed.Scores;

namespace Heed.Models.Tests.Families;

/// <summary>Maps of every family against plain loops in double over what its attentions see: masks, windows, groups, caps, biases, cross attention.</summary>
public class FamilyMapTests
{
    [Theory]
    [MemberData(nameof(TinyConfigs.All), MemberType = typeof(TinyConfigs))]
    public void Tiles_OfEveryAttention_EqualTheDefinition_AfterTheModelIsGone(string name)
    {
        LanguageModel model = TinyConfigs.Model(name);
        Blueprint blueprint = model.Transformer.Blueprint;
        int[] text = [3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13], source = [9, 8, 7, 6, 5, 4, 3];
        var batch = new TokenBatch(text)
        {
            Real = blueprint.Direction == Direction.Bidirectional ? [new(1, 9)] : null,
            Source = blueprint.HasEncoder ? new TokenBatch(source) { Real = [new(0, 6)] } : null,
        };
        var definition = new Definition();
        using (var tape = new Tape(recording: false)) model.Transformer.Hidden(tape, batch, hook: definition);
        using AttentionMaps maps = AttentionMaps.Of(model, batch);
        model.Dispose();
        GC.Collect(); // what a score refers to must be held by the map alone

        Assert.Equal(definition.Weights.Keys, maps.Select(map => map.Site));
        Assert.Equal(
            MapPlan.Of(blueprint, batch).Select(plan => (plan.Site, plan.QueryCount, plan.KeyCount)), maps.Select(map => (map.Site, map.QueryCount, map.KeyCount)));
        foreach (AttentionMap map in maps)
        {
            double[] expected = definition.Weights[map.Site];
            for (int head = 0; head < map.Heads; head++)
            {
                float[] actual = map.Tile(head, 0, 0).Weights;
                for (int i = 0; i < actual.Length; i++) Assert.Equal(expected[head * actual.Length + i], actual[i], 1e-5);
            }
        }
    }

    [Fact]
    public void Of_EncoderDecoderWithoutSource_Refused()
    {
        using LanguageModel model = TinyConfigs.Model("t5");
        Assert.Contains("expected tokens of a source", Assert.Throws<HeedException>(() => AttentionMaps.Of(model, new TokenBatch([3, 4]))).Message);
    }

    [Fact]
    public void Plan_RelativeBias_CountsTheTableOncePerStack()
    {
        using LanguageModel model = TinyConfigs.Model("t5");
        Blueprint b = model.Transformer.Blueprint;
        IReadOnlyList<MapPlan> plans = MapPlan.Of(b, new TokenBatch([0, 4, 5]) { Source = new TokenBatch([3, 4, 5, 6]) });
        Assert.Equal(4 * b.Heads * (2 * 4 - 1), plans[0].ScoreBytes);
        Assert.Equal(4 * b.Heads * (2 * 3 - 1), plans.Single(plan => plan.Site == "decoder.blocks.0.attn").ScoreBytes);
        Assert.Equal(2, plans.Count(plan => plan.ScoreBytes > 0));
    }

    /// <summary>All weights of every attention, [Hq, Tq, Tk], by plain loops.</summary>
    private sealed class Definition : IHook
    {
        public Dictionary<string, double[]> Weights { get; } = [];

        public Tensor Visit(Tape tape, string site, Tensor value) => value;

        public unsafe Tensor Attend<TMask, TScore, TParameters>(in AttentionStep step, TMask mask, TScore score, TParameters parameters)
            where TMask : struct, IMask where TScore : struct, IScore where TParameters : struct, IScoreParameters
        {
            AttentionInputs inputs = step.Inputs;
            (HeadView q, HeadView k) = (inputs.Queries, inputs.Keys);
            var weights = new double[q.Heads * q.Length * k.Length];
            for (int row = 0; row < q.Heads * q.Length; row++)
            {
                (int head, int i) = Math.DivRem(row, q.Length);
                Span<double> a = weights.AsSpan(row * k.Length, k.Length);
                double sum = 0;
                for (int j = 0; j < k.Length; j++)
                {
                    double dot = 0;
                    for (int d = 0; d < q.Width; d++) dot += (double)q.Row(0, head, i)[d] * k.Row(0, head / inputs.Group, j)[d];
                    if (mask.Allows(0, head, i, j)) sum += a[j] = Math.Exp(score.Define(inputs.Scale * dot, 0, head, i, j));
                }
                for (int j = 0; j < k.Length && sum > 0; j++) a[j] /= sum;
            }
            Weights.Add(step.Site, weights);
            return step.Run(mask, score, parameters);
        }
    }
}
