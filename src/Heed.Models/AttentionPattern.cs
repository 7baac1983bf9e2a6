using Heed.Masks;

namespace Heed.Models;

/// <summary>Something to do with the mask a model's layer uses, whatever its type.</summary>
internal interface IMaskedCall
{
    /// <summary>Does it.</summary>
    void Run<TMask>(TMask mask) where TMask : struct, IMask;
}

/// <summary>The one place that turns a direction, a window and a batch's padding into a mask.</summary>
/// <param name="Direction">Which tokens a token sees.</param>
/// <param name="Past">Of a causal direction, keys before the first query's own: the tokens in the cache.</param>
/// <param name="Real">Real tokens of each row; null without padding.</param>
/// <param name="Window">Of a causal direction, how many of the last tokens a token sees, itself included; null for all.</param>
internal readonly record struct AttentionPattern(Direction Direction, int Past, KeyRange[]? Real, int? Window = null)
{
    /// <summary>Calls with the mask.</summary>
    public void Apply<TCall>(ref TCall call) where TCall : struct, IMaskedCall
    {
        if (Direction == Direction.Bidirectional) WithPadding(ref call, default(Bidirectional));
        else if (Window is { } window) WithPadding(ref call, new SlidingWindow(window - 1, 0, Past));
        else WithPadding(ref call, new Causal(Past));
    }

    /// <summary>Calls with what is left of the mask where causality and window are seen to: of rows and keys that are positions of the sequence.</summary>
    public void ApplyToPositions<TCall>(ref TCall call) where TCall : struct, IMaskedCall => WithPadding(ref call, default(Bidirectional));

    private void WithPadding<TCall, TMask>(ref TCall call, TMask mask) where TCall : struct, IMaskedCall where TMask : struct, IMask
    {
        if (Real is null) call.Run(mask);
        else if (typeof(TMask) == typeof(Bidirectional)) call.Run(new Padding(Real));
        else call.Run(new And<Padding, TMask>(new Padding(Real), mask));
    }
}
