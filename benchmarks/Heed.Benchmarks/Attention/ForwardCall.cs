using Heed.Masks;

namespace Heed.Benchmarks;

/// <summary>One forward call on drawn inputs, to be made many times.</summary>
internal sealed class ForwardCall : IDisposable
{
    /// <summary>The seed of q, k and v, drawn in this order.</summary>
    public const uint Seed = 20170612;

    private readonly SelfAttentionShape _shape;
    private readonly bool _causal;
    private readonly AlignedFloats _q, _k, _v, _output, _logSumExp;

    /// <summary>Draws the inputs.</summary>
    public ForwardCall(SelfAttentionShape shape, bool causal)
    {
        (_shape, _causal) = (shape, causal);
        (_q, _k, _v, _output) = (new(shape.Floats), new(shape.Floats), new(shape.Floats), new(shape.Floats));
        _logSumExp = new(shape.Heads * shape.Count);
        var draws = new UniformDraws(Seed);
        foreach (AlignedFloats input in (ReadOnlySpan<AlignedFloats>)[_q, _k, _v]) draws.Fill(input.Span);
    }

    /// <summary>[1, H, T, D], of the latest call.</summary>
    public ReadOnlySpan<float> Output => _output.Span;

    /// <summary>[1, H, T], of the latest call with the log-sum-exp.</summary>
    public ReadOnlySpan<float> LogSumExp => _logSumExp.Span;

    /// <summary>[1, H, T, D].</summary>
    public ReadOnlySpan<float> Queries => _q.Span;

    /// <summary>[1, H, T, D].</summary>
    public ReadOnlySpan<float> Keys => _k.Span;

    /// <summary>[1, H, T, D].</summary>
    public ReadOnlySpan<float> Values => _v.Span;

    /// <summary>The output alone: what a peer's operator gives.</summary>
    public void Run() => Run([]);

    /// <summary>The output and the log-sum-exp: what the backward pass needs.</summary>
    public void RunWithLogSumExp() => Run(_logSumExp.Span);

    /// <summary>Hands out the inputs, the output and the log-sum-exp as views.</summary>
    public unsafe void WithPointers(Action<AttentionInputs, HeadView, nint> use)
    {
        fixed (float* q = _q.Span, k = _k.Span, v = _v.Span, o = _output.Span, l = _logSumExp.Span)
            use(new AttentionInputs(View(q), View(k), View(v)), View(o), (nint)l);

        HeadView View(float* data) => HeadView.Contiguous(data, 1, _shape.Heads, _shape.Count, _shape.Width);
    }

    /// <summary>Frees the memory.</summary>
    public void Dispose()
    {
        foreach (AlignedFloats memory in (ReadOnlySpan<AlignedFloats>)[_q, _k, _v, _output, _logSumExp]) memory.Dispose();
    }

    private void Run(Span<float> logSumExp)
    {
        if (_causal) Attention.Forward(_q.Span, _k.Span, _v.Span, _output.Span, logSumExp, _shape.Heed, Causal.TopLeft);
        else Attention.Forward(_q.Span, _k.Span, _v.Span, _output.Span, logSumExp, _shape.Heed, default(Bidirectional));
    }
}
