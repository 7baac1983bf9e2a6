using Heed.Masks;
using Heed.Models.Tokenizers;
using Heed.Models.Weights;
using Heed.Scores;

namespace Heed.Models.Verification;

/// <summary>Runs one attention call with a mask and compares output, log-sum-exp, weights and gradients.</summary>
internal struct AttentionCheck() : IMaskedCall
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

    /// <summary>What came of it.</summary>
    public Comparison Comparison { get; } = new();

    public readonly void Run<TMask>(TMask mask) where TMask : struct, IMask
    {
        if (Wide) InDouble(mask);
        else InSingle(mask);
    }

    private readonly void InDouble<TMask>(TMask mask) where TMask : struct, IMask
    {
        AttentionShape s = Data.Shape;
        var shape = new ReferenceAttention.Shape(s.Batch, s.Heads, s.KeyHeads, s.QueryCount, s.KeyCount, s.Width, s.ValueWidth);
        double[] q = ReferenceTensors.Widen(Data.Q), k = ReferenceTensors.Widen(Data.K), v = ReferenceTensors.Widen(Data.V);
        var forward = ReferenceAttention.Forward(shape, q, k, v, Data.Scale, mask, default(PlainScore));
        Compare("out", forward.Output, [s.Batch, s.Heads, s.QueryCount, s.ValueWidth]);
        Compare("lse", forward.LogSumExp, [s.Batch, s.Heads, s.QueryCount]);
        Compare("weights", forward.Weights, [s.Batch, s.Heads, s.QueryCount, s.KeyCount]);
        if (Data.OutputGradient is null) return;
        ReferenceAttention.Gradients gradients = forward.Backward(shape, q, k, v, ReferenceTensors.Widen(Data.OutputGradient), Data.Scale, mask, default(PlainScore));
        CompareGradients(gradients.Queries, gradients.Keys, gradients.Values);
    }

    private readonly void InSingle<TMask>(TMask mask) where TMask : struct, IMask
    {
        AttentionShape s = Data.Shape;
        float scale = (float)Data.Scale;
        var output = new float[s.Batch * s.Heads * s.QueryCount * s.ValueWidth];
        var logSumExp = new float[s.Batch * s.Heads * s.QueryCount];
        Attention.Forward(Data.Q, Data.K, Data.V, output, logSumExp, s, mask, scale);
        Compare("out", ReferenceTensors.Widen(output), [s.Batch, s.Heads, s.QueryCount, s.ValueWidth]);
        Compare("lse", ReferenceTensors.Widen(logSumExp), [s.Batch, s.Heads, s.QueryCount]);
        Compare("weights", Weights(mask, scale), [s.Batch, s.Heads, s.QueryCount, s.KeyCount]);
        if (Data.OutputGradient is null) return;
        var (dq, dk, dv) = (new float[Data.Q.Length], new float[Data.K.Length], new float[Data.V.Length]);
        Attention.Backward(Data.Q, Data.K, Data.V, output, logSumExp, Data.OutputGradient, dq, dk, dv, s, mask, scale);
        CompareGradients(ReferenceTensors.Widen(dq), ReferenceTensors.Widen(dk), ReferenceTensors.Widen(dv));
    }

    private readonly unsafe double[] Weights<TMask>(TMask mask, float scale) where TMask : struct, IMask
    {
        AttentionShape s = Data.Shape;
        fixed (float* q = Data.Q, k = Data.K, v = Data.V)
        {
            var inputs = new AttentionInputs(
                HeadView.Contiguous(q, s.Batch, s.Heads, s.QueryCount, s.Width), HeadView.Contiguous(k, s.Batch, s.KeyHeads, s.KeyCount, s.Width),
                HeadView.Contiguous(v, s.Batch, s.KeyHeads, s.KeyCount, s.ValueWidth), scale);
            return RunWatcher.Weights(inputs, mask).Values;
        }
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
