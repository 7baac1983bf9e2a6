using Heed.Observers;

namespace Heed.Autograd;

/// <summary>What of a score is learned, and beside it somebody who watches the backward pass.</summary>
/// <param name="observer">Is shown the tiles.</param>
/// <param name="parameters">As without it.</param>
public readonly struct ObservedParameters<TWatching, TParameters>(TWatching observer, TParameters parameters) : IScoreParameters
    where TWatching : struct, IGradientObserver where TParameters : struct, IScoreParameters
{
    /// <inheritdoc/>
    public void Check(int batch, int heads, int queryCount, int keyCount)
    {
        parameters.Check(batch, heads, queryCount, keyCount);
        observer.Check(batch, heads, queryCount, keyCount);
    }

    void IScoreParameters.Watch<TObserver, TPass>(TObserver others, TPass pass)
    {
        if (TObserver.IsEmpty) parameters.Watch(observer, pass);
        else parameters.Watch(new BothGradients<TObserver, TWatching>(others, observer), pass);
    }
}
