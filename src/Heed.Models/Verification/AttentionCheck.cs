using Heed.Masks;
using Heed.Models.Tokenizers;
using Heed.Models.Weights;
using Heed.Observers;
using Heed.Scores;

namespace Heed.Models.Verification;

/// <summary>Runs one attention call with a mask and compares output, log-sum-exp, weights and gradients.</summary>
internal struct AttentionCheck() : IVariedCall
{
    /// <summary>The inputs.</summary>
    public required AttentionCallData Data { get; init; }

    /// <summary>The expected results.</summary>
    public required SafetensorsFile Tensors { get; init; }

    /// <summary>The reference's own float32 errors by tensor: [absolute, share of the largest value].</summary>
    public required JsonPart Errors { get; init; }

    /// <summary>In double, by the definition, or in float32, by the kernels.</summary>
    public required bool Wide { get; init; }

    /// <summary>Whether the scores are so large that double needs more room.</summary>
    public required bool Extreme { get; init; }

    /// <summary>The options; it says how to read the bias.</summary>
    public required AttentionVariation Variation { get; init; }

    /// <summary>What came of it.</summary>
    public Comparison Comparison { get; } = new();

    public readonly void Run<TMask, TScore>(TMask mask, TScore score) where TMask : struct, IMask where TScore : struct, IScore
    {
        if (Wide) InDouble(mask, score);
        else InSingle(mask, score);
    }

    private readonly void InDouble<TMask, TScore>(TMask mask, TScore score) where TMask : struct, IMask where TScore : struct, IScore
    {
        AttentionShape s = Data.Shape;
        var shape = new ReferenceAttention.Shape(s.Batch, s.Heads, s.KeyHeads, s.QueryCount, s.KeyCount, s.Width, s.ValueWidth);
        double[] q = ReferenceTensors.Widen(Data.Q), k = ReferenceTensors.Widen(Data.K), v = ReferenceTensors.Widen(Data.V);
        var forward = ReferenceAttention.Forward(shape, q, k, v, Data.Scale, mask, score);
        Compare("out", forward.Output, [s.Batch, s.Heads, s.QueryCount, s.ValueWidth]);
        Compare("lse", forward.LogSumExp, [s.Batch, s.Heads, s.QueryCount]);
        Compare("weights", forward.Weights, [s.Batch, s.Heads, s.QueryCount, s.KeyCount]);
        if (Data.OutputGradient is null) return;
        ReferenceAttention.Gradients gradients = forward.Backward(shape, q, k, v, ReferenceTensors.Widen(Data.OutputGradient), Data.Scale, mask, score);
        CompareGradients(gradients.Queries, gradients.Keys, gradients.Values);
        if (Tensors.Contains("dbias")) Compare("dbias", SumOverBroadcast(gradients.Scores), [.. Variation.BiasShape!.Select(n => (long)n)]);
    }

    private readonly unsafe void InSingle<TMask, TScore>(TMask mask, TScore score) where TMask : struct, IMask where TScore : struct, IScore
    {
        AttentionShape s = Data.Shape;
        float scale = (float)Data.Scale;
        var output = new float[s.Batch * s.Heads * s.QueryCount * s.ValueWidth];
        var logSumExp = new float[s.Batch * s.Heads * s.QueryCount];
        var (dq, dk, dv) = (new float[Data.Q.Length], new float[Data.K.Length], new float[Data.V.Length]);
        float[]? dBias = Tensors.Contains("dbias") ? GC.AllocateArray<float>(Variation.Bias!.Length, pinned: true) : null;
        fixed (float* q = Data.Q, k = Data.K, v = Data.V, o = output, l = logSumExp, g = Data.OutputGradient, a = dq, b = dk, c = dv)
        {
            HeadView Queries(float* data) => HeadView.Contiguous(data, s.Batch, s.Heads, s.QueryCount, s.Width);
            HeadView Keys(float* data) => HeadView.Contiguous(data, s.Batch, s.KeyHeads, s.KeyCount, s.Width);
            HeadView Values(float* data) => HeadView.Contiguous(data, s.Batch, s.KeyHeads, s.KeyCount, s.ValueWidth);
            HeadView Output(float* data) => HeadView.Contiguous(data, s.Batch, s.Heads, s.QueryCount, s.ValueWidth);
            var inputs = new AttentionInputs(Queries(q), Keys(k), Values(v), scale);
            Attention.Forward(inputs, Output(o), l, mask, score, default(NoObserver));
            Compare("out", ReferenceTensors.Widen(output), [s.Batch, s.Heads, s.QueryCount, s.ValueWidth]);
            Compare("lse", ReferenceTensors.Widen(logSumExp), [s.Batch, s.Heads, s.QueryCount]);
            Compare("weights", RunWatcher.Weights(inputs, mask, score).Values, [s.Batch, s.Heads, s.QueryCount, s.KeyCount]);
            if (Data.OutputGradient is null) return;
            if (dBias is null) Attention.Backward(inputs, Output(o), l, Output(g), Queries(a), Keys(b), Values(c), mask, score, default(NoObserver));
            else Attention.Backward(inputs, Output(o), l, Output(g), Queries(a), Keys(b), Values(c), mask, score, new BiasGradient(Variation.ViewOf(dBias)));
        }
        CompareGradients(ReferenceTensors.Widen(dq), ReferenceTensors.Widen(dk), ReferenceTensors.Widen(dv));
        if (dBias is not null) Compare("dbias", ReferenceTensors.Widen(dBias), [.. Variation.BiasShape!.Select(n => (long)n)]);
    }

    /// <summary>Σ over the axes along which the bias is broadcast.</summary>
    private readonly double[] SumOverBroadcast(double[] scores)
    {
        int[] full = [Data.Shape.Batch, Data.Shape.Heads, Data.Shape.QueryCount, Data.Shape.KeyCount], bias = Variation.BiasShape!;
        var sums = new double[bias.Aggregate(1, (product, n) => product * n)];
        for (int i = 0; i < scores.Length; i++)
        {
            int rest = i, target = 0, step = 1;
            for (int axis = 3; axis >= 0; axis--)
            {
                (rest, int at) = Math.DivRem(rest, full[axis]);
                if (bias[axis] > 1) target += at * step;
                step *= bias[axis];
            }
            sums[target] += scores[i];
        }
        return sums;
    }

    private readonly void CompareGradients(double[] dq, double[] dk, double[] dv)
    {
        AttentionShape s = Data.Shape;
        Compare("dq", dq, [s.Batch, s.Heads, s.QueryCount, s.Width]);
        Compare("dk", dk, [s.Batch, s.KeyHeads, s.KeyCount, s.Width]);
        Compare("dv", dv, [s.Batch, s.KeyHeads, s.KeyCount, s.ValueWidth]);
    }

    private readonly void Compare(string name, double[] actual, long[] shape)
    {
        if (!Tensors.Contains(name))
        {
            Comparison.Problem($"{name}: {Path.GetFileName(Tensors.Path)} has no such tensor");
            return;
        }
        double referenceError = 0;
        if (!Errors.IsNull && !Errors[name].IsNull) referenceError = Errors[name].Items().ElementAt(1).Fraction();
        Comparison.Tensor(
            name, Tensors.Entry(name).Shape, Tensors.ReadDoubles(name), shape, actual,
            Wide ? Tolerance.AttentionDouble(Extreme) : Tolerance.AttentionSingle(referenceError));
    }
}
