using Heed.Cache;
using Heed.Dropout;
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
    /// <exception cref="ArgumentException">A shape or the scale is off, or mask or score were made for other sizes.</exception>
    public static Tensor Attention<TMask, TScore>(
        Tape tape, HeadSlice q, HeadSlice k, HeadSlice v, int batch, TMask mask, TScore score, float? scale = null)
        where TMask : struct, IMask where TScore : struct, IScore
        => Attention(tape, q, k, v, batch, mask, score, default(NoDropout), default(NoParameters), null, scale);

    /// <summary>Attention with all that can be learned or left out: dropout of weights, gradients for what the scores are
    /// changed by, and sinks.</summary>
    /// <param name="tape">The pass.</param>
    /// <param name="q">Hq heads of width D, [B·Tq, …].</param>
    /// <param name="k">Hkv heads of width D, [B·Tk, …].</param>
    /// <param name="v">Hkv heads of width Dv, [B·Tk, …].</param>
    /// <param name="batch">B.</param>
    /// <param name="mask">Which pairs are allowed.</param>
    /// <param name="score">The change to the scores, those of <paramref name="parameters"/> among them: <c>new
    /// SoftCap(50).Then(bias.Score)</c>.</param>
    /// <param name="dropout">Which weights are left out; the same in the backward pass. A new seed for every step.</param>
    /// <param name="parameters">What of the score gets a gradient: <c>bias</c>.</param>
    /// <param name="sinks">[Hq] learned logits of a key without a value, see <see cref="AttentionInputs.Sinks"/>; null for none.</param>
    /// <param name="scale">What q·k is multiplied by; 1/√D where left out.</param>
    /// <returns>[B·Tq, Hq·Dv].</returns>
    /// <exception cref="ArgumentException">A shape or the scale is off, or mask, score or parameters were made for other sizes.</exception>
    public static Tensor Attention<TMask, TScore, TDropout, TParameters>(
        Tape tape, HeadSlice q, HeadSlice k, HeadSlice v, int batch, TMask mask, TScore score, TDropout dropout, TParameters parameters,
        Tensor? sinks = null,
        float? scale = null)
        where TMask : struct, IMask where TScore : struct, IScore where TDropout : struct, IDropout
        where TParameters : struct, IScoreParameters
    {
        if (sinks is not null && sinks.Count != q.Heads)
            throw new ArgumentException($"sinks: expected [Hq={q.Heads}]; got {sinks}.", nameof(sinks));
        AttentionInputs inputs = AttentionInputs(q, k, v, batch, scale) with { Sinks = sinks is null ? 0 : (nint)sinks.Data };
        parameters.Check(batch, q.Heads, inputs.Queries.Length, inputs.Keys.Length);
        Tensor output = Forward(tape, inputs, q, out Tensor? logSumExp, mask, score, dropout);
        tape.Record(output, () =>
        {
            HeadView outputs = Heads(output.Data), gradient = Heads(output.GradientData);
            parameters.Watch(default(NoObserver), new AttentionPass<TMask, TScore, TDropout>
            {
                Inputs = inputs, Output = outputs, LogSumExp = logSumExp!.Data, OutputGradient = gradient,
                QueryGradient = q.GradientView(batch), KeyGradient = k.GradientView(batch), ValueGradient = v.GradientView(batch),
                Mask = mask, Score = score, Dropout = dropout,
            });
            if (sinks is { RequiresGradient: true })
                Heed.Attention.SinkGradient(
                    inputs, outputs, logSumExp.Data, gradient, new Span<float>(sinks.OpenGradientToAdd(), sinks.Count));
        });
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
    /// <exception cref="ArgumentException">A shape or the scale is off, or mask or score were made for other sizes.</exception>
    /// <exception cref="InvalidOperationException">The tape records.</exception>
    public static Tensor Attention<TMask, TScore>(
        Tape tape, HeadSlice q, HeadView k, HeadView v, int batch, TMask mask, TScore score, float? scale = null)
        where TMask : struct, IMask where TScore : struct, IScore
    {
        if (tape.Recording)
            throw new InvalidOperationException("attention: a cache takes no gradient; expected a tape that does not record.");
        return Forward(tape, AttentionInputs(q, k, v, batch, scale), q, out _, mask, score, default(NoDropout));
    }

    /// <summary>Attention of the newest positions straight from a cache, which takes no gradient: for few queries.</summary>
    /// <param name="tape">The pass.</param>
    /// <param name="q">Hq heads of width D, [B·Tq, …], of the last Tq positions of the cache.</param>
    /// <param name="cache">Keys and values, those of the queries' own positions included.</param>
    /// <param name="mask">Which pairs are allowed of those that causality and the window leave; rows and keys are positions of the sequence.</param>
    /// <param name="score">The change to the scores.</param>
    /// <param name="left">A query sees so many positions before its own; −1 for all.</param>
    /// <param name="scale">What q·k is multiplied by; 1/√D where left out.</param>
    /// <returns>[B·Tq, Hq·Dv].</returns>
    /// <exception cref="ArgumentException">A shape, the window or the scale is off, or mask or score were made for other sizes.</exception>
    /// <exception cref="InvalidOperationException">The tape records.</exception>
    public static Tensor Attention<TMask, TScore>(
        Tape tape, HeadSlice q, AttentionCache cache, TMask mask, TScore score, int left = -1, float? scale = null)
        where TMask : struct, IMask where TScore : struct, IScore
    {
        if (tape.Recording)
            throw new InvalidOperationException("attention: a cache takes no gradient; expected a tape that does not record.");
        HeadView queries = q.View(cache.Shape.Batch);
        Tensor output = tape.Allocate(q.Tensor.Rows, q.Heads * cache.Shape.ValueWidth);
        var heads = HeadView.Interleaved(output.Data, queries.Batch, q.Heads, queries.Length, cache.Shape.ValueWidth, output.Columns);
        CachedAttention.Forward(queries, cache, heads, null, mask, score, left, scale);
        return output;
    }

    /// <summary>The checked inputs of
    /// <see cref="Attention{TMask, TScore}(Tape, HeadSlice, HeadSlice, HeadSlice, int, TMask, TScore, float?)"/>.</summary>
    public static AttentionInputs AttentionInputs(HeadSlice q, HeadSlice k, HeadSlice v, int batch, float? scale = null)
        => new(q.View(batch), k.View(batch), v.View(batch), scale);

    /// <summary>The same for keys and values that lie elsewhere.</summary>
    public static AttentionInputs AttentionInputs(HeadSlice q, HeadView k, HeadView v, int batch, float? scale = null)
        => new(q.View(batch), k, v, scale);

    private static Tensor Forward<TMask, TScore, TDropout>(
        Tape tape, in AttentionInputs inputs, HeadSlice q, out Tensor? logSumExp, TMask mask, TScore score, TDropout dropout)
        where TMask : struct, IMask where TScore : struct, IScore where TDropout : struct, IDropout
    {
        int batch = inputs.Queries.Batch, length = inputs.Queries.Length, width = inputs.Values.Width;
        Tensor output = tape.Allocate(q.Tensor.Rows, q.Heads * width);
        logSumExp = tape.Recording ? tape.Allocate(batch, q.Heads, length) : null;
        var heads = HeadView.Interleaved(output.Data, batch, q.Heads, length, width, output.Columns);
        Heed.Attention.Forward(inputs, heads, logSumExp is null ? null : logSumExp.Data, mask, score, dropout, default(NoObserver));
        return output;
    }

    /// <summary>A backward pass of attention, but for its observer.</summary>
    private struct AttentionPass<TMask, TScore, TDropout> : IObservedPass
        where TMask : struct, IMask where TScore : struct, IScore where TDropout : struct, IDropout
    {
        public AttentionInputs Inputs;
        public HeadView Output, OutputGradient, QueryGradient, KeyGradient, ValueGradient;
        public float* LogSumExp;
        public TMask Mask;
        public TScore Score;
        public TDropout Dropout;

        public readonly void Run<TObserver>(TObserver observer) where TObserver : struct, IGradientObserver
            => Heed.Attention.Backward(
                Inputs, Output, LogSumExp, OutputGradient, QueryGradient, KeyGradient, ValueGradient, Mask, Score, Dropout, observer);
    }
}
