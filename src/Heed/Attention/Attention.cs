using Heed.Dropout;
using Heed.Masks;
using Heed.Numerics;
using Heed.Observers;
using Heed.Scores;

namespace Heed;

/// <summary>
/// Exact self- and cross-attention: o_i = Σ_j softmax_j(f(scale·q_i·k_j)) v_j over the keys the mask allows. Output and
/// log-sum-exp, forward and backward, without ever holding Tq × Tk numbers.
/// </summary>
/// <remarks>
/// <para><b>Shapes.</b> Queries [B, Hq, Tq, D], keys [B, Hkv, Tk, D], values [B, Hkv, Tk, Dv], output [B, Hq, Tq,
/// Dv], log-sum-exp [B, Hq, Tq].
/// Hq is a multiple of Hkv; query head h reads key head h / (Hq / Hkv).</para>
/// <para><b>Alignment.</b> A causal mask says itself how queries and keys are aligned; see <see cref="Causal"/>.</para>
/// <para><b>Empty rows.</b> A row that sees no key has output 0, log-sum-exp −∞ and gradients 0; so has every row when Tk is 0.</para>
/// <para><b>NaN and ∞</b> in keys and values behind the mask never reach an output; in live inputs they reach the rows that see
/// them, and only those.</para>
/// <para><b>Precision.</b> float32 throughout, sums in float32; log-sum-exp is the natural logarithm. Float16 and bfloat16 inputs are read
/// as they are stored and widened, exactly, on the way (forward).</para>
/// <para><b>Determinism.</b> The bits of a row depend on its own inputs: not on the batch, the neighbours or the threads.</para>
/// <para><b>Memory.</b> Output and log-sum-exp must not overlap the inputs. Working memory is of the size of the keys and values, from a
/// pool; no allocation on the managed heap.</para>
/// <para><b>Threads.</b> Runs on <see cref="Workers"/>; safe to call from several threads.</para>
/// <para><b>Source.</b> Vaswani et al. 2017; tiles and gradient after Dao 2023 (FlashAttention-2).</para>
/// </remarks>
public static unsafe partial class Attention
{
    /// <summary>The forward pass on strided views.</summary>
    /// <param name="inputs">Queries, keys, values and scale.</param>
    /// <param name="output">[B, Hq, Tq, Dv], written.</param>
    /// <param name="logSumExp">[B, Hq, Tq] without gaps, written; may be null.</param>
    /// <param name="mask">Which pairs are allowed.</param>
    /// <param name="score">The change to the scores.</param>
    /// <param name="observer">What watches the tiles.</param>
    /// <exception cref="ArgumentException">The output's shape is off, or it overlaps an input.</exception>
    public static void Forward<TMask, TScore, TObserver>(
        in AttentionInputs inputs, HeadView output, float* logSumExp, TMask mask, TScore score, TObserver observer)
        where TMask : struct, IMask where TScore : struct, IScore where TObserver : struct, IObserver
        => Forward(inputs, output, logSumExp, mask, score, default(NoDropout), observer);

    /// <summary>The forward pass on strided views, with dropout of the weights after the softmax: o_i = Σ_j
    /// keep_ij·A_ij·v_j / (1 − p).</summary>
    /// <param name="inputs">Queries, keys, values, scale and sinks.</param>
    /// <param name="output">[B, Hq, Tq, Dv], written.</param>
    /// <param name="logSumExp">[B, Hq, Tq] without gaps, written; may be null. Dropout does not change it.</param>
    /// <param name="mask">Which pairs are allowed.</param>
    /// <param name="score">The change to the scores.</param>
    /// <param name="dropout">Which weights are left out.</param>
    /// <param name="observer">What watches the tiles, before dropout.</param>
    /// <exception cref="ArgumentException">The output's shape is off, it overlaps an input, or mask or score were made
    /// for other sizes.</exception>
    public static void Forward<TMask, TScore, TDropout, TObserver>(
        in AttentionInputs inputs, HeadView output, float* logSumExp, TMask mask, TScore score, TDropout dropout, TObserver observer)
        where TMask : struct, IMask where TScore : struct, IScore where TDropout : struct, IDropout where TObserver : struct, IObserver
    {
        inputs.RequireMemory();
        HeadView rows = LogSumExpView(inputs, logSumExp);
        CheckOutput(inputs, output, nameof(output));
        CheckWritten(inputs, output, nameof(output));
        CheckWritten(inputs, rows, nameof(logSumExp));
        CheckApart(output, rows, nameof(logSumExp), nameof(output));
        if (inputs.Queries.Batch == 0 || inputs.Queries.Length == 0) return;
        Check(inputs, mask, score);
        observer.Check(inputs.Queries.Batch, inputs.Queries.Heads, inputs.Queries.Length, inputs.Keys.Length);
        var kernel = new AttentionForward<TMask, TScore, TDropout, TObserver>
        {
            Inputs = inputs, Output = output, LogSumExp = logSumExp, Mask = mask, Score = score, Dropout = dropout, Observer = observer,
        };
        Lanes.Run(ref kernel);
    }

    /// <summary>The forward pass on row-major spans.</summary>
    /// <param name="q">[B, Hq, Tq, D].</param>
    /// <param name="k">[B, Hkv, Tk, D], not repeated for grouped heads.</param>
    /// <param name="v">[B, Hkv, Tk, Dv].</param>
    /// <param name="output">[B, Hq, Tq, Dv], written.</param>
    /// <param name="logSumExp">[B, Hq, Tq], written; empty for none.</param>
    /// <param name="shape">The sizes.</param>
    /// <param name="mask">Which pairs are allowed.</param>
    /// <param name="scale">What q·k is multiplied by; 1/√D where left out.</param>
    /// <exception cref="ArgumentException">A length or size is off, or the output overlaps an input.</exception>
    public static void Forward<TMask>(
        ReadOnlySpan<float> q, ReadOnlySpan<float> k, ReadOnlySpan<float> v, Span<float> output, Span<float> logSumExp,
        AttentionShape shape, TMask mask, float? scale = null) where TMask : struct, IMask
    {
        shape.Check(q, k, v, nameof(q), nameof(k), nameof(v));
        shape.CheckOutput(output.Length, nameof(output));
        shape.CheckRows(logSumExp.Length, nameof(logSumExp), mayBeEmpty: true);
        fixed (float* qp = q, kp = k, vp = v, op = output, lp = logSumExp)
        {
            var inputs = new AttentionInputs(shape.Queries(qp), shape.Keys(kp), shape.Values(vp), scale);
            Forward(inputs, shape.Output(op), lp, mask, default(PlainScore), default(NoObserver));
        }
    }

    /// <summary>The backward pass on strided views: adds the gradients of Σ output·outputGradient to the three targets.</summary>
    /// <param name="inputs">As in the forward pass.</param>
    /// <param name="output">The forward pass's output, [B, Hq, Tq, Dv].</param>
    /// <param name="logSumExp">The forward pass's log-sum-exp, [B, Hq, Tq].</param>
    /// <param name="outputGradient">[B, Hq, Tq, Dv].</param>
    /// <param name="queryGradient">[B, Hq, Tq, D], added to.</param>
    /// <param name="keyGradient">[B, Hkv, Tk, D], added to.</param>
    /// <param name="valueGradient">[B, Hkv, Tk, Dv], added to.</param>
    /// <param name="mask">As in the forward pass.</param>
    /// <param name="score">As in the forward pass.</param>
    /// <param name="observer">What watches the tiles.</param>
    /// <exception cref="ArgumentException">A shape is off, or a gradient overlaps an input or another gradient.</exception>
    /// <exception cref="ArgumentNullException"><paramref name="logSumExp"/> is null.</exception>
    public static void Backward<TMask, TScore, TObserver>(
        in AttentionInputs inputs, HeadView output, float* logSumExp, HeadView outputGradient,
        HeadView queryGradient, HeadView keyGradient, HeadView valueGradient, TMask mask, TScore score, TObserver observer)
        where TMask : struct, IMask where TScore : struct, IScore where TObserver : struct, IGradientObserver
        => Backward(inputs, output, logSumExp, outputGradient, queryGradient, keyGradient, valueGradient, mask, score, default(NoDropout),
            observer);

    /// <summary>The backward pass on strided views, with the forward pass's dropout.</summary>
    /// <param name="inputs">As in the forward pass.</param>
    /// <param name="output">The forward pass's output, [B, Hq, Tq, Dv].</param>
    /// <param name="logSumExp">The forward pass's log-sum-exp, [B, Hq, Tq].</param>
    /// <param name="outputGradient">[B, Hq, Tq, Dv].</param>
    /// <param name="queryGradient">[B, Hq, Tq, D], added to.</param>
    /// <param name="keyGradient">[B, Hkv, Tk, D], added to.</param>
    /// <param name="valueGradient">[B, Hkv, Tk, Dv], added to.</param>
    /// <param name="mask">As in the forward pass.</param>
    /// <param name="score">As in the forward pass.</param>
    /// <param name="dropout">As in the forward pass.</param>
    /// <param name="observer">What watches the tiles; gradients of biases are collected by one.</param>
    /// <exception cref="ArgumentException">A shape is off, or a gradient overlaps an input or another gradient.</exception>
    /// <exception cref="ArgumentNullException"><paramref name="logSumExp"/> is null.</exception>
    public static void Backward<TMask, TScore, TDropout, TObserver>(
        in AttentionInputs inputs, HeadView output, float* logSumExp, HeadView outputGradient,
        HeadView queryGradient, HeadView keyGradient, HeadView valueGradient, TMask mask, TScore score, TDropout dropout,
        TObserver observer)
        where TMask : struct, IMask where TScore : struct, IScore where TDropout : struct, IDropout
        where TObserver : struct, IGradientObserver
    {
        CheckOutput(inputs, output, nameof(output));
        CheckOutput(inputs, outputGradient, nameof(outputGradient));
        CheckSame(inputs.Queries, queryGradient, nameof(queryGradient));
        CheckSame(inputs.Keys, keyGradient, nameof(keyGradient));
        CheckSame(inputs.Values, valueGradient, nameof(valueGradient));
        CheckGradient(inputs, output, logSumExp, outputGradient, queryGradient, nameof(queryGradient));
        CheckGradient(inputs, output, logSumExp, outputGradient, keyGradient, nameof(keyGradient));
        CheckGradient(inputs, output, logSumExp, outputGradient, valueGradient, nameof(valueGradient));
        CheckApart(queryGradient, keyGradient, nameof(keyGradient), nameof(queryGradient));
        CheckApart(queryGradient, valueGradient, nameof(valueGradient), nameof(queryGradient));
        CheckApart(keyGradient, valueGradient, nameof(valueGradient), nameof(keyGradient));
        RequireLogSumExp(logSumExp);
        inputs.RequireFloat32();
        if (inputs.Queries.Batch == 0 || inputs.Queries.Length == 0 || inputs.Keys.Length == 0) return;
        Check(inputs, mask, score);
        observer.Check(inputs.Queries.Batch, inputs.Queries.Heads, inputs.Queries.Length, inputs.Keys.Length);
        var kernel = new AttentionBackward<TMask, TScore, TDropout, TObserver>
        {
            Inputs = inputs, Output = output, LogSumExp = logSumExp, OutputGradient = outputGradient,
            QueryGradient = queryGradient, KeyGradient = keyGradient, ValueGradient = valueGradient, Mask = mask, Score = score,
            Dropout = dropout, Observer = observer,
        };
        Lanes.Run(ref kernel);
    }

    /// <summary>The backward pass on row-major spans: adds the gradients of Σ output·dOutput to dq, dk and dv.</summary>
    /// <param name="q">[B, Hq, Tq, D].</param>
    /// <param name="k">[B, Hkv, Tk, D].</param>
    /// <param name="v">[B, Hkv, Tk, Dv].</param>
    /// <param name="output">The forward pass's output, [B, Hq, Tq, Dv].</param>
    /// <param name="logSumExp">The forward pass's log-sum-exp, [B, Hq, Tq].</param>
    /// <param name="dOutput">[B, Hq, Tq, Dv].</param>
    /// <param name="dq">[B, Hq, Tq, D], added to.</param>
    /// <param name="dk">[B, Hkv, Tk, D], added to.</param>
    /// <param name="dv">[B, Hkv, Tk, Dv], added to.</param>
    /// <param name="shape">The sizes.</param>
    /// <param name="mask">As in the forward pass.</param>
    /// <param name="scale">As in the forward pass.</param>
    /// <exception cref="ArgumentException">A length or size is off.</exception>
    public static void Backward<TMask>(
        ReadOnlySpan<float> q, ReadOnlySpan<float> k, ReadOnlySpan<float> v, ReadOnlySpan<float> output, ReadOnlySpan<float> logSumExp,
        ReadOnlySpan<float> dOutput, Span<float> dq, Span<float> dk, Span<float> dv, AttentionShape shape, TMask mask, float? scale = null)
        where TMask : struct, IMask
    {
        shape.Check(q, k, v, nameof(q), nameof(k), nameof(v));
        shape.Check(dq, dk, dv, nameof(dq), nameof(dk), nameof(dv));
        shape.CheckOutput(output.Length, nameof(output));
        shape.CheckOutput(dOutput.Length, nameof(dOutput));
        shape.CheckRows(logSumExp.Length, nameof(logSumExp), mayBeEmpty: false);
        fixed (float* qp = q, kp = k, vp = v, op = output, lp = logSumExp, gp = dOutput, dqp = dq, dkp = dk, dvp = dv)
        {
            var inputs = new AttentionInputs(shape.Queries(qp), shape.Keys(kp), shape.Values(vp), scale);
            Backward(inputs, shape.Output(op), lp, shape.Output(gp), shape.Queries(dqp), shape.Keys(dkp), shape.Values(dvp), mask,
                default(PlainScore), default(NoObserver));
        }
    }

    /// <summary>Adds the gradient of the sinks' logits: −Σ exp(sink_h − LSE_i)·(g_i·o_i) over batch rows and
    /// queries, in that order.</summary>
    /// <param name="inputs">As in the forward pass, with sinks.</param>
    /// <param name="output">The forward pass's output, [B, Hq, Tq, Dv].</param>
    /// <param name="logSumExp">The forward pass's log-sum-exp, [B, Hq, Tq].</param>
    /// <param name="outputGradient">[B, Hq, Tq, Dv].</param>
    /// <param name="sinkGradient">[Hq], added to.</param>
    /// <exception cref="ArgumentException">There are no sinks, or a shape is off.</exception>
    /// <exception cref="ArgumentNullException"><paramref name="logSumExp"/> is null.</exception>
    public static void SinkGradient(
        in AttentionInputs inputs, HeadView output, float* logSumExp, HeadView outputGradient, Span<float> sinkGradient)
    {
        CheckOutput(inputs, output, nameof(output));
        CheckOutput(inputs, outputGradient, nameof(outputGradient));
        if (inputs.Sinks == 0) throw new ArgumentException("inputs: expected inputs with sinks; got some without.", nameof(inputs));
        if (sinkGradient.Length != inputs.Queries.Heads)
            throw new ArgumentException(
                $"sinkGradient: expected [Hq={inputs.Queries.Heads}]; got {sinkGradient.Length} values.", nameof(sinkGradient));
        RequireLogSumExp(logSumExp);
        AttentionSinks.AddGradient(inputs, output, logSumExp, outputGradient, sinkGradient);
    }

    /// <summary>Shows the weights A of a call whose forward pass is done, tile by tile: for what needs finished weights. Costs about one of
    /// the two products of a forward pass.</summary>
    /// <remarks>Where scores reach the thousands float32 rounds the log-sum-exp, and the weights shown carry that rounding;
    /// <see cref="RowWeights"/> does not.</remarks>
    /// <param name="inputs">As in the forward pass.</param>
    /// <param name="logSumExp">The forward pass's log-sum-exp, [B, Hq, Tq].</param>
    /// <param name="mask">As in the forward pass.</param>
    /// <param name="score">As in the forward pass.</param>
    /// <param name="visitor">What is shown the tiles.</param>
    /// <exception cref="ArgumentNullException"><paramref name="logSumExp"/> is null.</exception>
    /// <exception cref="ArgumentException">Mask or score were made for other sizes.</exception>
    public static void VisitWeights<TMask, TScore, TVisitor>(
        in AttentionInputs inputs, float* logSumExp, TMask mask, TScore score, TVisitor visitor)
        where TMask : struct, IMask where TScore : struct, IScore where TVisitor : struct, IWeightVisitor
        => Visit(inputs, logSumExp, mask, score, visitor, null);

    /// <summary>The same for a rectangle of queries and keys of one head, which costs its own product and no more, on all threads.</summary>
    /// <param name="inputs">As in the forward pass.</param>
    /// <param name="logSumExp">The forward pass's log-sum-exp, [B, Hq, Tq], of all rows.</param>
    /// <param name="mask">As in the forward pass.</param>
    /// <param name="score">As in the forward pass.</param>
    /// <param name="visitor">What is shown the tiles.</param>
    /// <param name="region">The rectangle.</param>
    /// <exception cref="ArgumentNullException"><paramref name="logSumExp"/> is null.</exception>
    /// <exception cref="ArgumentException">Mask or score were made for other sizes, or the region lies outside.</exception>
    public static void VisitWeights<TMask, TScore, TVisitor>(
        in AttentionInputs inputs, float* logSumExp, TMask mask, TScore score, TVisitor visitor, WeightRegion region)
        where TMask : struct, IMask where TScore : struct, IScore where TVisitor : struct, IWeightVisitor
        => Visit(inputs, logSumExp, mask, score, visitor, region);

    private static void Visit<TMask, TScore, TVisitor>(
        in AttentionInputs inputs, float* logSumExp, TMask mask, TScore score, TVisitor visitor, WeightRegion? region)
        where TMask : struct, IMask where TScore : struct, IScore where TVisitor : struct, IWeightVisitor
    {
        RequireLogSumExp(logSumExp);
        inputs.RequireFloat32();
        region?.Check(inputs);
        if (inputs.Queries.Batch == 0 || inputs.Queries.Length == 0 || inputs.Keys.Length == 0) return;
        Check(inputs, mask, score);
        visitor.Check(inputs.Queries.Batch, inputs.Queries.Heads, inputs.Queries.Length, inputs.Keys.Length);
        var kernel = new AttentionWeights<TMask, TScore, TVisitor>
        {
            Inputs = inputs, LogSumExp = logSumExp, Mask = mask, Score = score, Visitor = visitor, Region = region,
        };
        Lanes.Run(ref kernel);
    }

    private static void Check<TMask, TScore>(in AttentionInputs inputs, TMask mask, TScore score)
        where TMask : struct, IMask where TScore : struct, IScore
    {
        (int batch, int heads, int queries, int keys) =
            (inputs.Queries.Batch, inputs.Queries.Heads, inputs.Queries.Length, inputs.Keys.Length);
        mask.Check(batch, heads, queries, keys);
        score.Check(batch, heads, queries, keys);
    }

    private static void CheckOutput(in AttentionInputs inputs, HeadView view, string name)
    {
        HeadView q = inputs.Queries;
        if (view.Element != ElementType.Float32) throw new ArgumentException($"{name}: expected float32; got {view.Element}.", name);
        if (view.Batch != q.Batch || view.Heads != q.Heads || view.Length != q.Length || view.Width != inputs.Values.Width)
            throw new ArgumentException(
                $"{name}: expected [B={q.Batch}, Hq={q.Heads}, Tq={q.Length}, Dv={inputs.Values.Width}]; got {view}.", name);
        if (view.IsMissing) throw new ArgumentException($"{name}: expected memory for {view}; got null.", name);
    }

    /// <summary>Refuses written memory that inputs or other elements of the view share.</summary>
    private static void CheckWritten(in AttentionInputs inputs, HeadView view, string name)
    {
        CheckApart(view, inputs.Queries, name, "queries");
        CheckApart(view, inputs.Keys, name, "keys");
        CheckApart(view, inputs.Values, name, "values");
        CheckApart(view, inputs.SinkView, name, "sinks");
        if (view.Repeats)
            throw new ArgumentException(
                $"{name}: expected memory of its own for every element; "
                + $"got strides [{view.BatchStride}, {view.HeadStride}, {view.RowStride}] for {view}.", name);
    }

    private static void CheckGradient(
        in AttentionInputs inputs, HeadView output, float* logSumExp, HeadView outputGradient, HeadView view, string name)
    {
        CheckWritten(inputs, view, name);
        CheckApart(view, output, name, nameof(output));
        CheckApart(view, LogSumExpView(inputs, logSumExp), name, nameof(logSumExp));
        CheckApart(view, outputGradient, name, nameof(outputGradient));
    }

    private static void CheckApart(HeadView view, HeadView other, string name, string otherName)
    {
        if (view.Overlaps(other)) throw new ArgumentException($"{name}: expected memory of its own; it overlaps {otherName}.", name);
    }

    private static void RequireLogSumExp(float* logSumExp)
    {
        if (logSumExp == null) throw new ArgumentNullException(nameof(logSumExp), "logSumExp: expected the forward pass's; got null.");
    }

    private static HeadView LogSumExpView(in AttentionInputs inputs, float* logSumExp)
        => logSumExp == null ? default
            : HeadView.Contiguous(logSumExp, inputs.Queries.Batch, inputs.Queries.Heads, inputs.Queries.Length, 1);

    private static void CheckSame(HeadView expected, HeadView view, string name)
    {
        if (view.Element != ElementType.Float32) throw new ArgumentException($"{name}: expected float32; got {view.Element}.", name);
        if (view.IsMissing) throw new ArgumentException($"{name}: expected memory for {view}; got null.", name);
        if (view.Batch != expected.Batch || view.Heads != expected.Heads || view.Length != expected.Length || view.Width != expected.Width)
            throw new ArgumentException($"{name}: expected {expected}; got {view}.", name);
    }
}
