namespace Heed.Linear;

/// <summary>What a token writes to the faded state: S ← S + k_t u_tᵀ.
/// One of <see cref="AdditiveWrite"/> (u = v), <see cref="DeltaWrite"/> (u = β(v − Sᵀk)).</summary>
/// <remarks>Closed: kernels are written against these two.</remarks>
public interface IWriteRule
{
    /// <summary>Whether u depends on the state: the token then reads with −k before it writes.</summary>
    internal static abstract bool ReadsState { get; }

    /// <summary>Whether the backward pass is to add ∂/∂β.</summary>
    internal bool WantsGradient { get; }

    /// <summary>Refuses strengths that do not fit <paramref name="keys"/>, [B, Hkv, T, Dk].</summary>
    internal void Check(HeadView keys);

    /// <summary>Whether strengths or their gradient touch the memory of <paramref name="view"/>.</summary>
    internal bool Touches(HeadView view);

    /// <summary>β of one token.</summary>
    internal float Strength(int batch, int head, int token);

    /// <summary>Adds to ∂/∂β of one token.</summary>
    internal void AddGradient(int batch, int head, int token, float gradient);
}
