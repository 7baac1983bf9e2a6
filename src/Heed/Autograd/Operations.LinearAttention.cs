using Heed.Linear;

namespace Heed.Autograd;

public static unsafe partial class Operations
{
    /// <summary>
    /// Causal linear attention, see <see cref="Heed.Linear.LinearAttention"/>. No decay and no strength: plain. A decay a head: retention
    /// (the same for all tokens, see
    /// <see cref="RepeatRow"/>) or Mamba-2's form; one for each key number: gated linear attention. A strength: the delta rule; with a
    /// decay the gated delta rule.
    /// </summary>
    /// <param name="tape">The pass.</param>
    /// <param name="q">Hq heads of width Dk, [B·T, …].</param>
    /// <param name="k">Hkv heads of width Dk, [B·T, …]; of length 1 for the delta rule.</param>
    /// <param name="v">Hkv heads of width Dv, [B·T, …].</param>
    /// <param name="batch">B.</param>
    /// <param name="logDecay">g, natural logarithms ≤ 0: Hkv heads of width 1 or Dk, [B·T, …]; null for no decay.</param>
    /// <param name="strength">β: Hkv heads of width 1, [B·T, …]; null to write values as they are.</param>
    /// <param name="scale">What the output is multiplied by; 1/√Dk where left out.</param>
    /// <returns>[B·T, Hq·Dv].</returns>
    /// <exception cref="ArgumentException">A shape or the scale is off.</exception>
    public static Tensor LinearAttention(
        Tape tape, HeadSlice q, HeadSlice k, HeadSlice v, int batch, HeadSlice? logDecay = null, HeadSlice? strength = null,
        float? scale = null)
    {
        return (logDecay, strength) switch
        {
            (null, null) => Run(NoDecay, Additive),
            (null, _) => Run(NoDecay, Delta),
            ({ Width: 1 }, null) => Run(Scalar, Additive),
            ({ Width: 1 }, _) => Run(Scalar, Delta),
            (_, null) => Run(Key, Additive),
            _ => Run(Key, Delta),
        };

        Tensor Run<TDecay, TWrite>(Func<bool, TDecay> decay, Func<bool, TWrite> write)
            where TDecay : struct, IDecay where TWrite : struct, IWriteRule
            => LinearAttention(tape, q, k, v, batch, decay, write, scale);

        static NoDecay NoDecay(bool gradients) => default;

        ScalarDecay Scalar(bool gradients) => new(logDecay.Value.View(batch), Gradient(gradients, logDecay.Value));

        KeyDecay Key(bool gradients) => new(logDecay.Value.View(batch), Gradient(gradients, logDecay.Value));

        static AdditiveWrite Additive(bool gradients) => default;

        DeltaWrite Delta(bool gradients) => new(strength.Value.View(batch), Gradient(gradients, strength.Value));

        HeadView Gradient(bool wanted, HeadSlice slice) => wanted && slice.Tensor.RequiresGradient ? slice.GradientView(batch) : default;
    }

    /// <summary>Attention with a kernel in place of the softmax, see <see cref="Heed.Linear.KernelAttention"/>: elu + 1 or Performer's
    /// features, causal or whole.</summary>
    /// <param name="tape">The pass.</param>
    /// <param name="q">Hq heads of width D, [B·Tq, …].</param>
    /// <param name="k">Hkv heads of width D, [B·Tk, …].</param>
    /// <param name="v">Hkv heads of width Dv, [B·Tk, …].</param>
    /// <param name="batch">B.</param>
    /// <param name="map">φ.</param>
    /// <param name="sum">Which keys.</param>
    /// <returns>[B·Tq, Hq·Dv].</returns>
    /// <exception cref="ArgumentException">A shape is off.</exception>
    public static Tensor KernelAttention<TMap, TSum>(Tape tape, HeadSlice q, HeadSlice k, HeadSlice v, int batch, TMap map, TSum sum)
        where TMap : struct, IFeatureMap where TSum : struct, IStateSum
    {
        HeadView queries = q.View(batch);
        Tensor output = tape.Allocate(q.Tensor.Rows, q.Heads * v.Width);
        Tensor? normaliser = tape.Recording ? tape.Allocate(batch, q.Heads, queries.Length) : null;
        Heed.Linear.KernelAttention.Forward(
            queries, k.View(batch), v.View(batch), Heads(output.Data), normaliser is null ? null : normaliser.Data, null, null, map, sum);
        tape.Record(output, () => Heed.Linear.KernelAttention.Backward(
            q.View(batch), k.View(batch), v.View(batch), Heads(output.Data), normaliser!.Data, Heads(output.GradientData),
            new LinearGradients(q.GradientView(batch), k.GradientView(batch), v.GradientView(batch)), map, sum));
        return output;

        HeadView Heads(float* data) => HeadView.Interleaved(data, batch, q.Heads, queries.Length, v.Width, output.Columns);
    }

    /// <param name="tape">The pass.</param>
    /// <param name="q">As in the public operation; so are the others.</param>
    /// <param name="k">Keys.</param>
    /// <param name="v">Values.</param>
    /// <param name="batch">B.</param>
    /// <param name="decay">The decay, with or without the target of its gradient.</param>
    /// <param name="write">The write rule, with or without the target of its gradient.</param>
    /// <param name="scale">What the output is multiplied by.</param>
    private static Tensor LinearAttention<TDecay, TWrite>(
        Tape tape, HeadSlice q, HeadSlice k, HeadSlice v, int batch, Func<bool, TDecay> decay, Func<bool, TWrite> write, float? scale)
        where TDecay : struct, IDecay where TWrite : struct, IWriteRule
    {
        AttentionInputs inputs = AttentionInputs(q, k, v, batch, scale);
        Tensor output = tape.Allocate(q.Tensor.Rows, q.Heads * v.Width);
        Heed.Linear.LinearAttention.Forward(inputs, Heads(output.Data), null, null, decay(false), write(false));
        tape.Record(output, () => Heed.Linear.LinearAttention.Backward(
            inputs, Heads(output.GradientData), new LinearGradients(q.GradientView(batch), k.GradientView(batch), v.GradientView(batch)),
            null, null, null,
            decay(true), write(true)));
        return output;

        HeadView Heads(float* data) => HeadView.Interleaved(data, batch, q.Heads, inputs.Queries.Length, v.Width, output.Columns);
    }
}
