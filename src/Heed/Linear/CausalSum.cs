using Heed.Numerics;

namespace Heed.Linear;

/// <summary>Token t reads the keys 0 … t; as many queries as keys.</summary>
public readonly struct CausalSum : IStateSum
{
    static void IStateSum.Check(HeadView queries, HeadView keys)
    {
        if (queries.Length != keys.Length)
            throw new ArgumentException(
                $"queries: expected as many positions as keys, T={keys.Length}; got T={queries.Length}.", nameof(queries));
    }

    // Whole chunks, and of all heads together what a cache may hold. A chunk begins from the state before it, so no bit depends on this.
    static int IStateSum.Piece(HeadView queries) => AttentionTiles.RoundUp(Math.Max(1, 8192 / Math.Max(1, queries.Batch * queries.Heads)), 512);

    static void IStateSum.Forward(in AttentionInputs inputs, HeadView output, HeadView pastState, HeadView presentState)
    {
        var kernel = new ChunkedForward<NoDecay, AdditiveWrite>
        {
            Inputs = inputs, Output = output, PastState = pastState, PresentState = presentState,
        };
        Lanes.Run(ref kernel);
    }

    static void IStateSum.Backward(in AttentionInputs inputs, HeadView outputGradient, in LinearGradients gradients)
    {
        var kernel = new ChunkedBackward<NoDecay, AdditiveWrite>
        {
            Inputs = inputs, OutputGradient = outputGradient, Gradients = gradients,
        };
        Lanes.Run(ref kernel);
    }
}
