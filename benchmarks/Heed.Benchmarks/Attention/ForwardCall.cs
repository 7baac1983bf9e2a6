using Heed.Masks;
using Heed.Observers;
using Heed.Scores;

namespace Heed.Benchmarks;

/// <summary>One forward call on drawn inputs, to be made many times.</summary>
internal sealed unsafe class ForwardCall : IDisposable
{
    /// <summary>The seed of q, k, v and the bias, drawn in this order.</summary>
    public const uint Seed = 20170612;

    private readonly SelfAttentionShape _shape;
    private readonly AttentionVariant _variant;
    private readonly Padding _padding;
    private readonly AlignedFloats _q, _k, _v, _output, _logSumExp, _bias;

    /// <summary>Draws the inputs.</summary>
    public ForwardCall(SelfAttentionShape shape, AttentionVariant variant)
    {
        (_shape, _variant) = (shape, variant);
        _padding = Padding.Right(shape.PaddedLengths);
        (_q, _k, _v, _output) = (new(shape.Floats), new(shape.Floats), new(shape.Floats), new(shape.Floats));
        _logSumExp = new(shape.Batch * shape.Heads * shape.Count);
        _bias = new(checked(BiasHeads * shape.Count * shape.Count));
        var draws = new UniformDraws(Seed);
        foreach (AlignedFloats input in (ReadOnlySpan<AlignedFloats>)[_q, _k, _v, _bias]) draws.Fill(input.Span);
    }

    /// <summary>[B, H, T, D], of the latest call.</summary>
    public ReadOnlySpan<float> Output => _output.Span;

    /// <summary>[B, H, T], of the latest call with the log-sum-exp.</summary>
    public ReadOnlySpan<float> LogSumExp => _logSumExp.Span;

    /// <summary>[B, H, T, D].</summary>
    public ReadOnlySpan<float> Queries => _q.Span;

    /// <summary>[B, H, T, D].</summary>
    public ReadOnlySpan<float> Keys => _k.Span;

    /// <summary>[B, H, T, D].</summary>
    public ReadOnlySpan<float> Values => _v.Span;

    private int BiasHeads => _variant switch { AttentionVariant.Bias => 1, AttentionVariant.HeadBias => _shape.Heads, _ => 0 };

    /// <summary>The output alone: what a peer's operator gives.</summary>
    public void Run() => Run([]);

    /// <summary>The output and the log-sum-exp: what the backward pass needs.</summary>
    public void RunWithLogSumExp() => Run(_logSumExp.Span);

    /// <summary>Hands out the inputs, the output and the log-sum-exp as views.</summary>
    public void WithPointers(Action<AttentionInputs, HeadView, nint> use)
    {
        fixed (float* q = _q.Span, k = _k.Span, v = _v.Span, o = _output.Span, l = _logSumExp.Span)
            use(new AttentionInputs(View(q), View(k), View(v)), View(o), (nint)l);
    }

    /// <summary>Frees the memory.</summary>
    public void Dispose()
    {
        foreach (AlignedFloats memory in (ReadOnlySpan<AlignedFloats>)[_q, _k, _v, _output, _logSumExp, _bias]) memory.Dispose();
    }

    private void Run(Span<float> logSumExp)
    {
        switch (_variant)
        {
            case AttentionVariant.Full: RunMasked(logSumExp, default(Bidirectional)); break;
            case AttentionVariant.Causal: RunMasked(logSumExp, Causal.TopLeft); break;
            case AttentionVariant.Padding: RunMasked(logSumExp, _padding); break;
            default: RunBiased(logSumExp); break;
        }
    }

    private void RunMasked<TMask>(Span<float> logSumExp, TMask mask) where TMask : struct, IMask
        => Attention.Forward(_q.Span, _k.Span, _v.Span, _output.Span, logSumExp, _shape.Heed, mask);

    private void RunBiased(Span<float> logSumExp)
    {
        fixed (float* q = _q.Span, k = _k.Span, v = _v.Span, o = _output.Span, l = logSumExp, b = _bias.Span)
        {
            var bias = new AdditiveBias(new BiasView(b, 1, BiasHeads, _shape.Count, _shape.Count));
            var inputs = new AttentionInputs(View(q), View(k), View(v));
            Attention.Forward(inputs, View(o), l, default(Bidirectional), bias, default(NoObserver));
        }
    }

    private HeadView View(float* data) => HeadView.Contiguous(data, _shape.Batch, _shape.Heads, _shape.Count, _shape.Width);
}
