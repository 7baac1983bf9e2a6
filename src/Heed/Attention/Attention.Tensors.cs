using System.Numerics.Tensors;
using Heed.Dropout;
using Heed.Masks;
using Heed.Observers;
using Heed.Scores;

namespace Heed;

public static unsafe partial class Attention
{
    /// <summary>The forward pass on tensor spans, strided as they are: a slice or a permuted view is read where it lies.</summary>
    /// <param name="q">[B, Hq, Tq, D]; the last axis without gaps, as in all of them.</param>
    /// <param name="k">[B, Hkv, Tk, D]; a broadcast axis is read as often as needed.</param>
    /// <param name="v">[B, Hkv, Tk, Dv].</param>
    /// <param name="output">[B, Hq, Tq, Dv], written.</param>
    /// <param name="logSumExp">[B, Hq, Tq] natural, row-major, written; empty for none.</param>
    /// <param name="mask">Which pairs are allowed.</param>
    /// <param name="score">The change to the scores.</param>
    /// <param name="scale">What q·k is multiplied by; 1/√D where left out.</param>
    /// <exception cref="ArgumentException">A shape, a stride or the scale is off, or the output overlaps an input.</exception>
    public static void Forward<TMask, TScore>(
        in ReadOnlyTensorSpan<float> q, in ReadOnlyTensorSpan<float> k, in ReadOnlyTensorSpan<float> v, in TensorSpan<float> output,
        Span<float> logSumExp,
        TMask mask, TScore score, float? scale = null)
        where TMask : struct, IMask where TScore : struct, IScore
    {
        fixed (float* qp = &q.GetPinnableReference(), kp = &k.GetPinnableReference(), vp = &v.GetPinnableReference(),
            op = &output.GetPinnableReference(), lp = logSumExp)
        {
            var inputs = new AttentionInputs(
                TensorViews.View(q.Lengths, q.Strides, qp, nameof(q), "[B, Hq, Tq, D]"),
                TensorViews.View(k.Lengths, k.Strides, kp, nameof(k), "[B, Hkv, Tk, D]"),
                TensorViews.View(v.Lengths, v.Strides, vp, nameof(v), "[B, Hkv, Tk, Dv]"), scale);
            long rows = (long)inputs.Queries.Batch * inputs.Queries.Heads * inputs.Queries.Length;
            if (logSumExp.Length > 0 && logSumExp.Length != rows)
                throw new ArgumentException(
                    $"logSumExp: expected [B={inputs.Queries.Batch}, Hq={inputs.Queries.Heads}, Tq={inputs.Queries.Length}], "
                    + $"{rows} values; got {logSumExp.Length}.", nameof(logSumExp));
            Forward(inputs, TensorViews.Written(output.Lengths, output.Strides, op, nameof(output), "[B, Hq, Tq, Dv]"), lp, mask, score,
                default(NoDropout), default(NoObserver));
        }
    }

    /// <summary>The backward pass on tensor spans: adds the gradients of Σ output·dOutput to dq, dk and dv.</summary>
    /// <param name="q">[B, Hq, Tq, D].</param>
    /// <param name="k">[B, Hkv, Tk, D].</param>
    /// <param name="v">[B, Hkv, Tk, Dv].</param>
    /// <param name="output">The forward pass's output, [B, Hq, Tq, Dv].</param>
    /// <param name="logSumExp">The forward pass's log-sum-exp, [B, Hq, Tq].</param>
    /// <param name="dOutput">[B, Hq, Tq, Dv].</param>
    /// <param name="dq">[B, Hq, Tq, D], added to.</param>
    /// <param name="dk">[B, Hkv, Tk, D], added to.</param>
    /// <param name="dv">[B, Hkv, Tk, Dv], added to.</param>
    /// <param name="mask">As in the forward pass.</param>
    /// <param name="score">As in the forward pass.</param>
    /// <param name="scale">As in the forward pass.</param>
    /// <exception cref="ArgumentException">A shape or a stride is off, or memory overlaps.</exception>
    public static void Backward<TMask, TScore>(
        in ReadOnlyTensorSpan<float> q, in ReadOnlyTensorSpan<float> k, in ReadOnlyTensorSpan<float> v, in ReadOnlyTensorSpan<float> output,
        ReadOnlySpan<float> logSumExp,
        in ReadOnlyTensorSpan<float> dOutput, in TensorSpan<float> dq, in TensorSpan<float> dk, in TensorSpan<float> dv, TMask mask,
        TScore score, float? scale = null)
        where TMask : struct, IMask where TScore : struct, IScore
    {
        fixed (float* qp = &q.GetPinnableReference(), kp = &k.GetPinnableReference(), vp = &v.GetPinnableReference(),
            op = &output.GetPinnableReference())
        fixed (float* gp = &dOutput.GetPinnableReference(), dqp = &dq.GetPinnableReference(), dkp = &dk.GetPinnableReference(),
            dvp = &dv.GetPinnableReference(), lp = logSumExp)
        {
            var inputs = new AttentionInputs(
                TensorViews.View(q.Lengths, q.Strides, qp, nameof(q), "[B, Hq, Tq, D]"),
                TensorViews.View(k.Lengths, k.Strides, kp, nameof(k), "[B, Hkv, Tk, D]"),
                TensorViews.View(v.Lengths, v.Strides, vp, nameof(v), "[B, Hkv, Tk, Dv]"), scale);
            long rows = (long)inputs.Queries.Batch * inputs.Queries.Heads * inputs.Queries.Length;
            if (logSumExp.Length != rows)
                throw new ArgumentException(
                    $"logSumExp: expected [B={inputs.Queries.Batch}, Hq={inputs.Queries.Heads}, Tq={inputs.Queries.Length}], "
                    + $"{rows} values; got {logSumExp.Length}.", nameof(logSumExp));
            Backward(
                inputs, TensorViews.View(output.Lengths, output.Strides, op, nameof(output), "[B, Hq, Tq, Dv]"), lp,
                TensorViews.View(dOutput.Lengths, dOutput.Strides, gp, nameof(dOutput), "[B, Hq, Tq, Dv]"),
                TensorViews.Written(dq.Lengths, dq.Strides, dqp, nameof(dq), "[B, Hq, Tq, D]"),
                TensorViews.Written(dk.Lengths, dk.Strides, dkp, nameof(dk), "[B, Hkv, Tk, D]"),
                TensorViews.Written(dv.Lengths, dv.Strides, dvp, nameof(dv), "[B, Hkv, Tk, Dv]"), mask, score, default(NoDropout),
                default(NoObserver));
        }
    }
}
