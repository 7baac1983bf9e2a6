using Heed.Masks;
using Heed.Observers;
using Heed.Scores;

namespace Heed.Autograd;

public static unsafe partial class Operations
{
    /// <summary>Attention over heads that lie side by side in the projections' output.</summary>
    /// <param name="tape">The pass.</param>
    /// <param name="q">Hq heads of width D, [B·Tq, …].</param>
    /// <param name="k">Hkv heads of width D, [B·Tk, …].</param>
    /// <param name="v">Hkv heads of width Dv, [B·Tk, …].</param>
    /// <param name="batch">B.</param>
    /// <param name="mask">Which pairs are allowed.</param>
    /// <param name="score">The change to the scores.</param>
    /// <param name="scale">What q·k is multiplied by; 1/√D where left out.</param>
    /// <returns>[B·Tq, Hq·Dv].</returns>
    public static Tensor Attention<TMask, TScore>(Tape tape, HeadSlice q, HeadSlice k, HeadSlice v, int batch, TMask mask, TScore score, float? scale = null)
        where TMask : struct, IMask where TScore : struct, IScore
    {
        AttentionInputs inputs = AttentionInputs(q, k, v, batch, scale);
        Tensor output = Forward(tape, inputs, q, out Tensor? logSumExp, mask, score);
        tape.Record(output, () => Heed.Attention.Backward(
            inputs, Heads(output.Data), logSumExp!.Data, Heads(output.GradientData),
            q.GradientView(batch), k.GradientView(batch), v.GradientView(batch), mask, score, default(NoObserver)));
        return output;

        HeadView Heads(float* data) => HeadView.Interleaved(data, batch, q.Heads, output.Rows / batch, v.Width, output.Columns);
    }

    /// <summary>Attention to keys and values kept from earlier calls, which take no gradient.</summary>
    /// <param name="tape">The pass.</param>
    /// <param name="q">Hq heads of width D, [B·Tq, …].</param>
    /// <param name="k">[B, Hkv, Tk, D].</param>
    /// <param name="v">[B, Hkv, Tk, Dv].</param>
    /// <param name="batch">B.</param>
    /// <param name="mask">Which pairs are allowed.</param>
    /// <param name="score">The change to the scores.</param>
    /// <param name="scale">What q·k is multiplied by; 1/√D where left out.</param>
    /// <returns>[B·Tq, Hq·Dv].</returns>
    /// <exception cref="InvalidOperationException">The tape records.</exception>
    public static Tensor Attention<TMask, TScore>(Tape tape, HeadSlice q, HeadView k, HeadView v, int batch, TMask mask, TScore score, float? scale = null)
        where TMask : struct, IMask where TScore : struct, IScore
    {
        if (tape.Recording) throw new InvalidOperationException("attention: a cache takes no gradient; expected a tape that does not record.");
        return Forward(tape, AttentionInputs(q, k, v, batch, scale), q, out _, mask, score);
    }

    /// <summary>The checked inputs of <see cref="Attention{TMask, TScore}(Tape, HeadSlice, HeadSlice, HeadSlice, int, TMask, TScore, float?)"/>.</summary>
    public static AttentionInputs AttentionInputs(HeadSlice q, HeadSlice k, HeadSlice v, int batch, float? scale = null)
        => new(q.View(batch), k.View(batch), v.View(batch), scale);

    /// <summary>The same for keys and values that lie elsewhere.</summary>
    public static AttentionInputs AttentionInputs(HeadSlice q, HeadView k, HeadView v, int batch, float? scale = null) => new(q.View(batch), k, v, scale);

    private static Tensor Forward<TMask, TScore>(Tape tape, in AttentionInputs inputs, HeadSlice q, out Tensor? logSumExp, TMask mask, TScore score)
        where TMask : struct, IMask where TScore : struct, IScore
    {
        int batch = inputs.Queries.Batch, length = inputs.Queries.Length, width = inputs.Values.Width;
        Tensor output = tape.Allocate(q.Tensor.Rows, q.Heads * width);
        logSumExp = tape.Recording ? tape.Allocate(batch, q.Heads, length) : null;
        var heads = HeadView.Interleaved(output.Data, batch, q.Heads, length, width, output.Columns);
        Heed.Attention.Forward(inputs, heads, logSumExp is null ? null : logSumExp.Data, mask, score, default(NoObserver));
        return output;
    }
}
