using Heed.Numerics;

namespace Heed.Linear;

/// <summary>
/// Attention with a kernel in place of the softmax: o_i = Σ_j φ(q_i)·φ(k_j) v_j / Σ_j φ(q_i)·φ(k_j), in time
/// linear in the length because both
/// sums go through one state of size F × (Dv + 1).
/// </summary>
/// <remarks>
/// <para><b>Variants.</b> <see cref="EluPlusOne"/>: the linear transformer. <see cref="PositiveRandomFeatures"/>:
/// Performer, an approximation of exact
/// softmax attention. <see cref="CausalSum"/> or <see cref="WholeSum"/> says which keys j are summed.</para>
/// <para><b>Shapes.</b> Queries [B, Hq, Tq, D], keys [B, Hkv, Tk, D], values [B, Hkv, Tk, Dv], output [B, Hq, Tq,
/// Dv], normaliser [B, Hq, Tq],
/// states [B, Hkv, F, Dv + 1] whose last column is Σ φ(k). Hq is a multiple of Hkv; query head h reads key head h / (Hq / Hkv).</para>
/// <para><b>Empty rows.</b> Where the normaliser is 0 (no keys, or features too small for float32) the output is 0 and
/// there is no gradient.</para>
/// <para><b>NaN and ∞</b> follow the arithmetic; under a causal sum they never reach earlier tokens forward (KernelAttentionTests).</para>
/// <para><b>Precision.</b> float32 throughout; the normaliser has no constant added to it.</para>
/// <para><b>Determinism.</b> The bits of a head depend on that head's inputs: not on the batch, the other heads or the threads.</para>
/// <para><b>Memory.</b> Results must not overlap the inputs, except that the past and present state may be the same memory. Working
/// memory
/// comes from a pool: O(F·Dv + P·(F + Dv)) with P the positions taken together, all of them but in a causal forward pass; no allocation on the managed heap.</para>
/// <para><b>Threads.</b> Runs on <see cref="Workers"/>; safe to call from several threads.</para>
/// <para><b>Source.</b> Katharopoulos et al. 2020 (Transformers are RNNs); Choromanski et al. 2021 (Rethinking
/// Attention with Performers).</para>
/// </remarks>
public static unsafe class KernelAttention
{
    /// <summary>The forward pass.</summary>
    /// <param name="queries">[B, Hq, Tq, D].</param>
    /// <param name="keys">[B, Hkv, Tk, D].</param>
    /// <param name="values">[B, Hkv, Tk, Dv].</param>
    /// <param name="output">[B, Hq, Tq, Dv], written.</param>
    /// <param name="normaliser">[B, Hq, Tq] without gaps, written, for the backward pass; null for none.</param>
    /// <param name="pastState">[B, Hkv, F, Dv + 1] without gaps, the sums to go on from; null for zeros.</param>
    /// <param name="presentState">[B, Hkv, F, Dv + 1], the sums over past state and all keys, written; null for none.</param>
    /// <param name="map">φ.</param>
    /// <param name="sum">Which keys.</param>
    /// <exception cref="ArgumentException">A shape is off, or results overlap inputs or each other.</exception>
    public static void Forward<TMap, TSum>(
        HeadView queries, HeadView keys, HeadView values, HeadView output, float* normaliser, float* pastState, float* presentState,
        TMap map, TSum sum)
        where TMap : struct, IFeatureMap where TSum : struct, IStateSum
    {
        Check(queries, keys, values, map);
        TSum.Check(queries, keys);
        CheckResults(queries, keys, values, output, normaliser, pastState, presentState, map);
        int piece = TSum.Piece(queries);
        if (piece >= queries.Length)
        {
            Piece<TMap, TSum>(queries, keys, values, output, normaliser, queries.Length, pastState, presentState, map);
            return;
        }
        // Piece by piece, the state handed on: features are then never kept for the whole length.
        long floats = (long)keys.Batch * keys.Heads * map.Features(keys.Width) * (values.Width + 1);
        float* state = presentState != null ? presentState : BufferPool.Rent(floats);
        try
        {
            for (int first = 0; first < queries.Length; first += piece)
            {
                int count = Math.Min(piece, queries.Length - first);
                Piece<TMap, TSum>(
                    queries.Rows(first, count), keys.Rows(first, count), values.Rows(first, count), output.Rows(first, count),
                    normaliser == null ? null : normaliser + first, queries.Length, first == 0 ? pastState : state, state, map);
            }
        }
        finally
        {
            if (presentState == null) BufferPool.Return(state, floats);
        }
    }

    private static void Piece<TMap, TSum>(
        HeadView queries, HeadView keys, HeadView values, HeadView output, float* normaliser, int rowsAHead, float* pastState, float* presentState, TMap map)
        where TMap : struct, IFeatureMap where TSum : struct, IStateSum
    {
        using var space = new FeatureSpace<TMap>(queries, keys, values, map, gradients: false);
        space.Map();
        TSum.Forward(space.Inputs, space.Output, space.States(pastState), space.States(presentState));
        space.Normalise(output, normaliser, rowsAHead);
    }

    /// <summary>The causal forward pass token by token, for decoding: the same result as <see cref="Forward"/> to rounding.</summary>
    /// <param name="queries">[B, Hq, T, D].</param>
    /// <param name="keys">[B, Hkv, T, D].</param>
    /// <param name="values">[B, Hkv, T, Dv].</param>
    /// <param name="output">[B, Hq, T, Dv], written.</param>
    /// <param name="pastState">[B, Hkv, F, Dv + 1]; null for zeros.</param>
    /// <param name="presentState">[B, Hkv, F, Dv + 1], written; may be <paramref name="pastState"/>; null for none.</param>
    /// <param name="map">φ.</param>
    /// <exception cref="ArgumentException">A shape is off, or results overlap inputs or each other.</exception>
    public static void Recurrent<TMap>(
        HeadView queries, HeadView keys, HeadView values, HeadView output, float* pastState, float* presentState, TMap map) where TMap
        : struct, IFeatureMap
    {
        Check(queries, keys, values, map);
        LinearChecks.Lengths(new AttentionInputs(queries, keys, values, 1f));
        CheckResults(queries, keys, values, output, null, pastState, presentState, map);
        using var space = new FeatureSpace<TMap>(queries, keys, values, map, gradients: false);
        space.Map();
        var kernel = new RecurrentForward<NoDecay, AdditiveWrite>
        {
            Inputs = space.Inputs, Output = space.Output, PastState = space.States(pastState), PresentState = space.States(presentState),
        };
        Lanes.Run(ref kernel);
        space.Normalise(output, null, queries.Length);
    }

    /// <summary>The backward pass of a call without a past state: adds the gradients of Σ output·outputGradient.</summary>
    /// <param name="queries">As in the forward pass; so are <paramref name="keys"/> and <paramref name="values"/>.</param>
    /// <param name="keys">[B, Hkv, Tk, D].</param>
    /// <param name="values">[B, Hkv, Tk, Dv].</param>
    /// <param name="output">The forward pass's output.</param>
    /// <param name="normaliser">The forward pass's normaliser, [B, Hq, Tq].</param>
    /// <param name="outputGradient">[B, Hq, Tq, Dv].</param>
    /// <param name="gradients">Targets for queries, keys and values, added to.</param>
    /// <param name="map">As in the forward pass.</param>
    /// <param name="sum">As in the forward pass.</param>
    /// <exception cref="ArgumentException">A shape is off, or a gradient overlaps an input or another gradient.</exception>
    /// <exception cref="ArgumentNullException"><paramref name="normaliser"/> is null.</exception>
    public static void Backward<TMap, TSum>(
        HeadView queries, HeadView keys, HeadView values, HeadView output, float* normaliser, HeadView outputGradient,
        in LinearGradients gradients, TMap map, TSum sum)
        where TMap : struct, IFeatureMap where TSum : struct, IStateSum
    {
        Check(queries, keys, values, map);
        TSum.Check(queries, keys);
        if (normaliser == null) throw new ArgumentNullException(nameof(normaliser), "normaliser: expected the forward pass's; got null.");
        var inputs = new AttentionInputs(queries, keys, values, 1f);
        LinearChecks.Output(inputs, output, nameof(output));
        LinearChecks.Gradients(inputs, outputGradient, gradients);
        using var space = new FeatureSpace<TMap>(queries, keys, values, map, gradients: true);
        space.Map();
        space.NormaliseBackward(output, normaliser, outputGradient);
        TSum.Backward(space.Inputs, space.Output, space.Gradients);
        space.MapBackward(gradients);
    }

    /// <summary>The forward pass on row-major spans, without states.</summary>
    /// <param name="q">[B, Hq, Tq, D].</param>
    /// <param name="k">[B, Hkv, Tk, D], not repeated for grouped heads.</param>
    /// <param name="v">[B, Hkv, Tk, Dv].</param>
    /// <param name="output">[B, Hq, Tq, Dv], written.</param>
    /// <param name="normaliser">[B, Hq, Tq], written; empty for none.</param>
    /// <param name="shape">The sizes.</param>
    /// <param name="map">φ.</param>
    /// <param name="sum">Which keys.</param>
    /// <exception cref="ArgumentException">A length or size is off, or the output overlaps an input.</exception>
    public static void Forward<TMap, TSum>(
        ReadOnlySpan<float> q, ReadOnlySpan<float> k, ReadOnlySpan<float> v, Span<float> output, Span<float> normaliser,
        AttentionShape shape, TMap map, TSum sum)
        where TMap : struct, IFeatureMap where TSum : struct, IStateSum
    {
        shape.Check(q, k, v, nameof(q), nameof(k), nameof(v));
        shape.CheckOutput(output.Length, nameof(output));
        shape.CheckRows(normaliser.Length, nameof(normaliser), mayBeEmpty: true);
        fixed (float* qp = q, kp = k, vp = v, op = output, np = normaliser)
            Forward(shape.Queries(qp), shape.Keys(kp), shape.Values(vp), shape.Output(op), np, null, null, map, sum);
    }

    /// <summary>The backward pass on row-major spans: adds the gradients of Σ output·dOutput to dq, dk and dv.</summary>
    /// <param name="q">[B, Hq, Tq, D].</param>
    /// <param name="k">[B, Hkv, Tk, D].</param>
    /// <param name="v">[B, Hkv, Tk, Dv].</param>
    /// <param name="output">The forward pass's output, [B, Hq, Tq, Dv].</param>
    /// <param name="normaliser">The forward pass's normaliser, [B, Hq, Tq].</param>
    /// <param name="dOutput">[B, Hq, Tq, Dv].</param>
    /// <param name="dq">[B, Hq, Tq, D], added to.</param>
    /// <param name="dk">[B, Hkv, Tk, D], added to.</param>
    /// <param name="dv">[B, Hkv, Tk, Dv], added to.</param>
    /// <param name="shape">The sizes.</param>
    /// <param name="map">As in the forward pass.</param>
    /// <param name="sum">As in the forward pass.</param>
    /// <exception cref="ArgumentException">A length or size is off, or a gradient overlaps an input or another gradient.</exception>
    public static void Backward<TMap, TSum>(
        ReadOnlySpan<float> q, ReadOnlySpan<float> k, ReadOnlySpan<float> v, ReadOnlySpan<float> output, ReadOnlySpan<float> normaliser,
        ReadOnlySpan<float> dOutput, Span<float> dq, Span<float> dk, Span<float> dv, AttentionShape shape, TMap map, TSum sum)
        where TMap : struct, IFeatureMap where TSum : struct, IStateSum
    {
        shape.Check(q, k, v, nameof(q), nameof(k), nameof(v));
        shape.Check(dq, dk, dv, nameof(dq), nameof(dk), nameof(dv));
        shape.CheckOutput(output.Length, nameof(output));
        shape.CheckOutput(dOutput.Length, nameof(dOutput));
        shape.CheckRows(normaliser.Length, nameof(normaliser), mayBeEmpty: false);
        if (normaliser.Length == 0) return; // no queries: nothing to add
        fixed (float* qp = q, kp = k, vp = v, op = output, np = normaliser, gp = dOutput, dqp = dq, dkp = dk, dvp = dv)
            Backward(
                shape.Queries(qp), shape.Keys(kp), shape.Values(vp), shape.Output(op), np, shape.Output(gp),
                new LinearGradients(shape.Queries(dqp), shape.Keys(dkp), shape.Values(dvp)), map, sum);
    }

    private static void Check<TMap>(HeadView queries, HeadView keys, HeadView values, TMap map) where TMap : struct, IFeatureMap
    {
        new AttentionInputs(queries, keys, values, 1f).RequireFloat32(); // checks the shapes against each other, too
        map.Check(queries.Width);
    }

    private static void CheckResults<TMap>(
        HeadView queries, HeadView keys, HeadView values, HeadView output, float* normaliser, float* pastState, float* presentState,
        TMap map)
        where TMap : struct, IFeatureMap
    {
        var inputs = new AttentionInputs(queries, keys, values, 1f);
        LinearChecks.Output(inputs, output, nameof(output));
        LinearChecks.Distinct(output, nameof(output));
        HeadView rows = normaliser == null ? default : HeadView.Contiguous(normaliser, queries.Batch, queries.Heads, queries.Length, 1);
        HeadView past = StateView(pastState, keys, values, map), present = StateView(presentState, keys, values, map);
        LinearChecks.Own(inputs, output, nameof(output));
        LinearChecks.Own(inputs, rows, nameof(normaliser));
        LinearChecks.Own(inputs, present, nameof(presentState));
        LinearChecks.Apart(output, rows, nameof(normaliser));
        LinearChecks.Apart(output, past, nameof(output));
        LinearChecks.Apart(output, present, nameof(presentState));
        if (pastState != presentState) LinearChecks.Apart(past, present, nameof(presentState));
    }

    private static HeadView StateView<TMap>(float* state, HeadView keys, HeadView values, TMap map) where TMap : struct, IFeatureMap
        => state == null ? default : HeadView.Contiguous(state, keys.Batch, keys.Heads, map.Features(keys.Width), values.Width + 1);
}
