namespace Heed.Linear;

/// <summary>Which keys the state that a query reads has summed up. One of <see cref="CausalSum"/>, <see cref="WholeSum"/>.</summary>
/// <remarks>Closed: kernels are written against these two.</remarks>
public interface IStateSum
{
    /// <summary>Refuses lengths the sum is not defined for.</summary>
    internal static abstract void Check(HeadView queries, HeadView keys);

    /// <summary>Positions that can be taken together, each time from the state that the ones before left.</summary>
    internal static abstract int Piece(HeadView queries);

    /// <summary>O_i = S_iᵀφ(q_i), on features; states as in <see cref="LinearAttention.Forward"/>.</summary>
    internal static abstract void Forward(in AttentionInputs inputs, HeadView output, HeadView pastState, HeadView presentState);

    /// <summary>Adds the gradients, from zero past states.</summary>
    internal static abstract void Backward(in AttentionInputs inputs, HeadView outputGradient, in LinearGradients gradients);
}
