using Heed.Linear;
using Heed.Masks;
using Heed.Observers;
using Heed.Scores;

namespace Heed.Benchmarks;

/// <summary>A kind of attention whose cost is followed as sequences grow.</summary>
/// <param name="Name">As reports call it.</param>
/// <param name="Family">What it has in common with others.</param>
/// <param name="Make">A call at a shape.</param>
internal sealed unsafe record ScalingKind(string Name, ScalingFamily Family, Func<SelfAttentionShape, ScalingCall> Make)
{
    private const int Window = 1024, Block = 128, BlocksARow = 8, Sinks = 4, Features = 128;

    /// <summary>All of them.</summary>
    public static readonly ScalingKind[] All =
    [
        new("full", ScalingFamily.Exact, shape => Masked(shape, default(Bidirectional))),
        new("causal", ScalingFamily.Exact, shape => Masked(shape, Causal.TopLeft)),
        new("window 1024", ScalingFamily.Sparse, shape => Masked(shape, new SlidingWindow(Window - 1, 0))),
        new("StreamingLLM", ScalingFamily.Sparse, shape => Masked(shape, StreamingLlm.Mask(Sinks, Window - Sinks))),
        new("block-sparse", ScalingFamily.Sparse, shape => Masked(shape, ConstantBlocks(shape.Count))),
        new("Longformer", ScalingFamily.Sparse, shape => Masked(shape, Longformer.Mask(Window / 2, [0, 1, 2, 3]))),
        new("BigBird", ScalingFamily.Sparse, shape => Masked(shape, BigBird.Mask(shape.Count, Block))),
        new("dilated window", ScalingFamily.Sparse, shape => Masked(shape, Strided.Dilated(Window / 4, 2))),
        new("documents of 1024", ScalingFamily.Sparse, shape => Masked(shape, EqualDocuments(shape.Count))),
        new("linear, elu + 1", ScalingFamily.Linear, shape => Kernel(shape, default(EluPlusOne))),
        new("Performer", ScalingFamily.Linear, shape => Kernel(shape, Directions(shape.Width))),
        new("retention", ScalingFamily.Linear, shape => Decaying(shape, gates: false, delta: false)),
        new("gated linear", ScalingFamily.Linear, shape => Decaying(shape, gates: true, delta: false)),
        new("gated delta rule", ScalingFamily.Linear, shape => Decaying(shape, gates: false, delta: true)),
        new("decode, dense", ScalingFamily.Decode, shape => Decode(shape, DecodeLayout.Dense)),
        new("decode, paged", ScalingFamily.Decode, shape => Decode(shape, DecodeLayout.Paged)),
        new("decode, int8", ScalingFamily.Decode, shape => Decode(shape, DecodeLayout.Int8)),
        new("decode, rolling 1024", ScalingFamily.Decode, shape => Decode(shape, DecodeLayout.Rolling)),
    ];

    /// <summary>The kind of that name.</summary>
    public static ScalingKind Named(string name) => All.Single(kind => kind.Name == name);

    private static ScalingCall Masked<TMask>(SelfAttentionShape shape, TMask mask) where TMask : struct, IMask
        => OnInputs(shape, (inputs, output, _) => Attention.Forward(inputs, output, null, mask, default(PlainScore), default(NoObserver)));

    private static PositiveRandomFeatures Directions(int width) => new(RandomProjection.Orthogonal(width, Features, ForwardCall.Seed));

    private static ScalingCall Kernel<TMap>(SelfAttentionShape shape, TMap map) where TMap : struct, IFeatureMap
        => OnInputs(shape, (inputs, output, _) => KernelAttention.Forward(
            inputs.Queries, inputs.Keys, inputs.Values, output, null, null, null, map, default(CausalSum)));

    /// <summary>Linear attention with a decay a head or, with gates, a key dimension; additive or by the delta rule.</summary>
    private static ScalingCall Decaying(SelfAttentionShape shape, bool gates, bool delta)
    {
        const float gate = -0.05f, strength = 0.01f; // keys have a squared length of about 85: the delta rule stays stable
        var numbers = new AlignedFloats(gates ? shape.Floats : shape.Heads + 1);
        numbers.Span.Fill(gates ? gate : strength);
        if (!gates) ScalarDecay.RetNet(numbers.Span[..shape.Heads]);
        fixed (float* first = numbers.Span)
        {
            var perKey = new KeyDecay(HeadView.Contiguous(first, 1, shape.Heads, shape.Count, shape.Width));
            ScalarDecay perHead = ScalarDecay.PerHead(first, 1, shape.Heads, shape.Count);
            var write = new DeltaWrite(new HeadView((nint)(first + shape.Heads), 1, shape.Heads, shape.Count, 1, 0, 0, 0));
            return gates ? Linear(shape, perKey, default(AdditiveWrite), numbers)
                : delta ? Linear(shape, perHead, write, numbers)
                : Linear(shape, perHead, default(AdditiveWrite), numbers);
        }
    }

    private static ScalingCall Linear<TDecay, TWrite>(SelfAttentionShape shape, TDecay decay, TWrite write, IDisposable numbers)
        where TDecay : struct, IDecay where TWrite : struct, IWriteRule
        => OnInputs(shape, (inputs, output, _) => LinearAttention.Forward(inputs, output, null, null, decay, write), numbers);

    private static ScalingCall Decode(SelfAttentionShape shape, DecodeLayout layout)
    {
        var steps = new DecodeSteps(
            new DecodeShape(shape.Heads, shape.Heads, 1, shape.Count, shape.Width), layout, kept: Math.Min(Window, shape.Count));
        return new ScalingCall(steps.Run, steps.BytesACache, steps);
    }

    private static ScalingCall OnInputs(SelfAttentionShape shape, Action<AttentionInputs, HeadView, nint> use, params IDisposable[] owned)
    {
        var call = new ForwardCall(shape, AttentionVariant.Full);
        return new ScalingCall(() => call.WithPointers(use), 0, [call, .. owned]);
    }

    /// <summary>Each block of queries sees itself and seven more, scattered over the whole length.</summary>
    private static BlockSparse ConstantBlocks(int count)
    {
        int blocks = (count + Block - 1) / Block;
        return new BlockSparse([.. Enumerable.Range(0, blocks).Select(Row)], Block, Block, blocks);

        int[] Row(int r) => [.. Enumerable.Range(0, BlocksARow).Select(i => (r + i * blocks / BlocksARow) % blocks).Distinct().Order()];
    }

    private static Documents EqualDocuments(int count)
    {
        int[] ends = [.. Enumerable.Range(0, (count + Window - 1) / Window + 1).Select(i => Math.Min(count, i * Window))];
        return Documents.Causal(ends, ends);
    }
}
