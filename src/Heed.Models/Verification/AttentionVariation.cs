using Heed.Masks;
using Heed.Scores;

namespace Heed.Models.Verification;

/// <summary>The options of one attention call as reference files give them, put together in the contract's order: soft cap, bias, ALiBi, mask.</summary>
internal sealed unsafe class AttentionVariation
{
    /// <summary>Direction and padding.</summary>
    public required AttentionPattern Pattern { get; init; }

    /// <summary>A window cut out of it.</summary>
    public SlidingWindow? Window { get; init; }

    /// <summary>Any other mask.</summary>
    public BooleanMatrix? Matrix { get; init; }

    /// <summary>c of c·tanh(s / c).</summary>
    public float? SoftCap { get; init; }

    /// <summary>Slopes of each head.</summary>
    public float[]? Slopes { get; init; }

    /// <summary>Keys before the first query, for the slopes.</summary>
    public int Offset { get; init; }

    /// <summary>[B or 1, Hq or 1, Tq or 1, Tk or 1] of the bias.</summary>
    public int[]? BiasShape { get; init; }

    /// <summary>The bias, pinned.</summary>
    public float[]? Bias { get; init; }

    /// <summary>A view of numbers that have the bias's shape; they must be pinned.</summary>
    public BiasView ViewOf(float[] numbers)
        => new((float*)System.Runtime.InteropServices.Marshal.UnsafeAddrOfPinnedArrayElement(numbers, 0), BiasShape![0], BiasShape[1], BiasShape[2], BiasShape[3]);

    /// <summary>Calls with mask and score.</summary>
    public void Apply<TCall>(ref TCall call) where TCall : struct, IVariedCall
    {
        var masked = new Masked<TCall> { Variation = this, Call = call };
        Pattern.Apply(ref masked);
        call = masked.Call;
    }

    private struct Masked<TCall> : IMaskedCall where TCall : struct, IVariedCall
    {
        public AttentionVariation Variation;
        public TCall Call;

        public void Run<TMask>(TMask mask) where TMask : struct, IMask
        {
            if (Variation.Window is { } window) WithMatrix(mask.And(window));
            else WithMatrix(mask);
        }

        private void WithMatrix<TMask>(TMask mask) where TMask : struct, IMask
        {
            if (Variation.Matrix is { } matrix) WithCap(mask.And(matrix));
            else WithCap(mask);
        }

        private void WithCap<TMask>(TMask mask) where TMask : struct, IMask
        {
            if (Variation.SoftCap is { } cap) WithBias(mask, new SoftCap(cap));
            else WithBias(mask, default(PlainScore));
        }

        private void WithBias<TMask, TScore>(TMask mask, TScore score) where TMask : struct, IMask where TScore : struct, IScore
        {
            if (Variation.Bias is { } bias) WithSlopes(mask, score.Then(new AdditiveBias(Variation.ViewOf(bias))));
            else WithSlopes(mask, score);
        }

        private void WithSlopes<TMask, TScore>(TMask mask, TScore score) where TMask : struct, IMask where TScore : struct, IScore
        {
            if (Variation.Slopes is { } slopes) Call.Run(mask, score.Then(new Alibi(slopes, Variation.Offset)));
            else Call.Run(mask, score);
        }
    }
}
