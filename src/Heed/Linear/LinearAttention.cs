using Heed.Numerics;

namespace Heed.Linear;

/// <summary>
/// Attention whose keys and values are summed into a state of fixed size, S ∈ ℝ^(Dk×Dv) for each key-value head, so that time grows
/// linearly with the sequence:
/// <code>
/// Ŝ = diag(e^{g_t}) S_{t−1}                                   the decay: NoDecay, ScalarDecay, KeyDecay
/// S_t = Ŝ + k_t u_tᵀ      u_t = v_t  or  β_t (v_t − Ŝᵀk_t)    the write rule: AdditiveWrite, DeltaWrite
/// o_t = scale · S_tᵀ q_t
/// </code>
/// </summary>
/// <remarks>
/// <para><b>Variants.</b> No decay, additive: Katharopoulos et al. 2020 without feature map or normaliser (with them:
/// <see cref="KernelAttention"/>).
/// Scalar decay, additive: retention (Sun et al. 2023; <see cref="ScalarDecay.PerHead"/>) and Mamba-2's form. Key
/// decay, additive: gated linear
/// attention (Yang et al. 2024, arXiv:2312.06635). No decay, delta: Schlag et al. 2021, DeltaNet (Yang et al. 2024,
/// arXiv:2406.06484). Either decay,
/// delta: the gated delta rule (Yang et al. 2024, arXiv:2412.06464) and its per-key form.</para>
/// <para><b>Shapes.</b> Queries [B, Hq, T, Dk], keys [B, Hkv, T, Dk], values [B, Hkv, T, Dv], output [B, Hq, T, Dv], states
/// [B, Hkv, Dk, Dv] without gaps,
/// g [B, Hkv, T, 1 or Dk], β [B, Hkv, T, 1]. Hq is a multiple of Hkv; query head h reads state h / (Hq / Hkv).</para>
/// <para><b>Order.</b> Causal: token t reads what tokens 0 … t have written, itself included.</para>
/// <para><b>Two forms.</b> <see cref="Forward"/> works in chunks of a constant length (64, or 32 with a decay for each key
/// dimension), for long sequences;
/// <see cref="Recurrent"/> goes token by token, for decoding. They agree to rounding, and each goes on from the other's state.</para>
/// <para><b>Empty sequences.</b> T = 0 copies the past state, or zeros, to the present state.</para>
/// <para><b>NaN and ∞</b> follow the arithmetic; forward they never reach earlier tokens or other heads (LinearContractTests). Decays of 0
/// and −∞ are exact; g &gt; 0 lets the state grow.</para>
/// <para><b>Precision.</b> float32 throughout.</para>
/// <para><b>Determinism.</b> The bits of a head depend on that head's inputs: not on the batch, the other heads or the threads.</para>
/// <para><b>Memory.</b> O(Dk·Dv + T·D): results must not overlap the inputs or each other, except that the past and present
/// state may be the same memory.
/// Working memory comes from a pool, one chunk and one state a thread (backward: 19 states and one more for every 16 chunks); no allocation
/// on the managed heap.</para>
/// <para><b>Threads.</b> Runs on <see cref="Workers"/>, one (batch, key-value head) an item; safe to call from several threads.</para>
/// </remarks>
public static unsafe class LinearAttention
{
    /// <summary>The forward pass in chunks.</summary>
    /// <param name="inputs">Queries, keys, values and scale; as many queries as keys.</param>
    /// <param name="output">[B, Hq, T, Dv], written.</param>
    /// <param name="pastState">[B, Hkv, Dk, Dv], the state to go on from; null for zeros.</param>
    /// <param name="presentState">[B, Hkv, Dk, Dv], the state after the last token, written; null for none.</param>
    /// <param name="decay">How the state fades.</param>
    /// <param name="write">What tokens write.</param>
    /// <exception cref="ArgumentException">A shape is off, or results overlap inputs or each other.</exception>
    public static void Forward<TDecay, TWrite>(
        in AttentionInputs inputs, HeadView output, float* pastState, float* presentState, TDecay decay, TWrite write)
        where TDecay : struct, IDecay where TWrite : struct, IWriteRule
    {
        CheckForward(inputs, output, pastState, presentState, decay, write);
        var kernel = new ChunkedForward<TDecay, TWrite>
        {
            Inputs = inputs, Output = output, PastState = LinearChecks.States(inputs, pastState),
                PresentState = LinearChecks.States(inputs, presentState),
            Decay = decay, Write = write,
        };
        Lanes.Run(ref kernel);
    }

    /// <summary>The forward pass token by token: the same result as <see cref="Forward"/> to rounding, and the faster one
    /// for a few tokens.</summary>
    /// <param name="inputs">As in <see cref="Forward"/>; so are the others.</param>
    /// <param name="output">[B, Hq, T, Dv], written.</param>
    /// <param name="pastState">[B, Hkv, Dk, Dv]; null for zeros.</param>
    /// <param name="presentState">[B, Hkv, Dk, Dv], written; may be <paramref name="pastState"/>; null for none.</param>
    /// <param name="decay">How the state fades.</param>
    /// <param name="write">What tokens write.</param>
    /// <exception cref="ArgumentException">A shape is off, or results overlap inputs or each other.</exception>
    public static void Recurrent<TDecay, TWrite>(
        in AttentionInputs inputs, HeadView output, float* pastState, float* presentState, TDecay decay, TWrite write)
        where TDecay : struct, IDecay where TWrite : struct, IWriteRule
    {
        CheckForward(inputs, output, pastState, presentState, decay, write);
        var kernel = new RecurrentForward<TDecay, TWrite>
        {
            Inputs = inputs, Output = output, PastState = LinearChecks.States(inputs, pastState),
                PresentState = LinearChecks.States(inputs, presentState),
            Decay = decay, Write = write,
        };
        Lanes.Run(ref kernel);
    }

    /// <summary>
    /// The backward pass of either form: adds the gradients of Σ output·outputGradient (+ Σ
    /// presentState·presentStateGradient) to their targets.
    /// </summary>
    /// <param name="inputs">As in the forward pass.</param>
    /// <param name="outputGradient">[B, Hq, T, Dv].</param>
    /// <param name="gradients">Targets for queries, keys and values, added to.</param>
    /// <param name="pastState">As in the forward pass.</param>
    /// <param name="pastStateGradient">[B, Hkv, Dk, Dv], added to; null for none.</param>
    /// <param name="presentStateGradient">[B, Hkv, Dk, Dv]; null for zeros.</param>
    /// <param name="decay">As in the forward pass, with the target of ∂/∂g, the gradient of the logarithm: its error is about 1e-6 of the
    /// largest k⊙∂k, however small it is.</param>
    /// <param name="write">As in the forward pass, with the target of ∂/∂β.</param>
    /// <exception cref="ArgumentException">A shape is off, or a gradient overlaps an input or another gradient.</exception>
    public static void Backward<TDecay, TWrite>(
        in AttentionInputs inputs, HeadView outputGradient, in LinearGradients gradients, float* pastState, float* pastStateGradient,
        float* presentStateGradient,
        TDecay decay, TWrite write)
        where TDecay : struct, IDecay where TWrite : struct, IWriteRule
    {
        LinearChecks.Lengths(inputs);
        decay.Check(inputs.Keys);
        write.Check(inputs.Keys);
        LinearChecks.Gradients(inputs, outputGradient, gradients);
        LinearChecks.Own(decay, write, gradients.Queries, "query gradient");
        LinearChecks.Own(decay, write, gradients.Keys, "key gradient");
        LinearChecks.Own(decay, write, gradients.Values, "value gradient");
        HeadView pastGradient = LinearChecks.States(inputs, pastStateGradient);
        LinearChecks.Own(inputs, decay, write, pastGradient, nameof(pastStateGradient));
        foreach (HeadView other in (ReadOnlySpan<HeadView>)[
            outputGradient, gradients.Queries, gradients.Keys, gradients.Values, LinearChecks.States(inputs, pastState),
                LinearChecks.States(inputs, presentStateGradient)])
            LinearChecks.Apart(pastGradient, other, nameof(pastStateGradient));
        var kernel = new ChunkedBackward<TDecay, TWrite>
        {
            Inputs = inputs, OutputGradient = outputGradient, Gradients = gradients, PastState = LinearChecks.States(inputs, pastState),
            PastStateGradient = pastGradient, PresentStateGradient = LinearChecks.States(inputs, presentStateGradient), Decay = decay,
            Write = write,
        };
        Lanes.Run(ref kernel);
    }

    private static void CheckForward<TDecay, TWrite>(
        in AttentionInputs inputs, HeadView output, float* pastState, float* presentState, TDecay decay, TWrite write)
        where TDecay : struct, IDecay where TWrite : struct, IWriteRule
    {
        LinearChecks.Lengths(inputs);
        decay.Check(inputs.Keys);
        write.Check(inputs.Keys);
        LinearChecks.Output(inputs, output, nameof(output));
        LinearChecks.Distinct(output, nameof(output));
        HeadView past = LinearChecks.States(inputs, pastState), present = LinearChecks.States(inputs, presentState);
        LinearChecks.Own(inputs, decay, write, output, nameof(output));
        LinearChecks.Own(inputs, decay, write, present, nameof(presentState));
        LinearChecks.Apart(output, past, nameof(output));
        LinearChecks.Apart(output, present, nameof(presentState));
        if (pastState != presentState) LinearChecks.Apart(past, present, nameof(presentState));
    }
}
