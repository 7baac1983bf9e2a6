using Heed.Numerics;

namespace Heed.Linear;

/// <summary>Every query reads all keys: encoders and cross-attention.</summary>
public readonly struct WholeSum : IStateSum
{
    static void IStateSum.Check(HeadView queries, HeadView keys) { }

    static int IStateSum.Piece(HeadView queries) => queries.Length;

    static void IStateSum.Forward(in AttentionInputs inputs, HeadView output, HeadView pastState, HeadView presentState)
    {
        var kernel = new WholeForward { Inputs = inputs, Output = output, PastState = pastState, PresentState = presentState };
        Lanes.Run(ref kernel);
    }

    static void IStateSum.Backward(in AttentionInputs inputs, HeadView outputGradient, in LinearGradients gradients)
    {
        var kernel = new WholeBackward { Inputs = inputs, OutputGradient = outputGradient, Gradients = gradients };
        Lanes.Run(ref kernel);
    }
}
