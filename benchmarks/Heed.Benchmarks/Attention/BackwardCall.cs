using Heed.Masks;

namespace Heed.Benchmarks;

/// <summary>One backward call on drawn inputs and output gradients, to be made many times.</summary>
internal sealed class BackwardCall : IDisposable
{
    private readonly SelfAttentionShape _shape;
    private readonly bool _causal;
    private readonly ForwardCall _forward;
    private readonly AlignedFloats _dOutput, _dq, _dk, _dv;

    /// <summary>Draws the inputs and runs the forward pass.</summary>
    public BackwardCall(SelfAttentionShape shape, bool causal)
    {
        (_shape, _causal) = (shape, causal);
        _forward = new(shape, causal ? AttentionVariant.Causal : AttentionVariant.Full);
        _forward.RunWithLogSumExp();
        (_dOutput, _dq, _dk, _dv) = (new(shape.Floats), new(shape.Floats), new(shape.Floats), new(shape.Floats));
        new UniformDraws(ForwardCall.Seed + 1).Fill(_dOutput.Span);
    }

    /// <summary>Adds to the gradients, as a call in training does. They grow by as much each time and stay far from overflow.</summary>
    public void Run()
    {
        if (_causal) Run(Causal.TopLeft);
        else Run(default(Bidirectional));
    }

    /// <summary>The forward pass that a backward call needs.</summary>
    public void RunForward() => _forward.RunWithLogSumExp();

    /// <summary>Frees the memory.</summary>
    public void Dispose()
    {
        _forward.Dispose();
        foreach (AlignedFloats memory in (ReadOnlySpan<AlignedFloats>)[_dOutput, _dq, _dk, _dv]) memory.Dispose();
    }

    private void Run<TMask>(TMask mask) where TMask : struct, IMask
        => Attention.Backward(_forward.Queries, _forward.Keys, _forward.Values, _forward.Output, _forward.LogSumExp, _dOutput.Span,
            _dq.Span, _dk.Span, _dv.Span, _shape.Heed, mask);
}
