namespace Heed.Autograd;

/// <summary>Nothing of the scores is learned.</summary>
public readonly struct NoParameters : IScoreParameters
{
    /// <inheritdoc/>
    public void Check(int batch, int heads, int queryCount, int keyCount) { }

    void IScoreParameters.Watch<TObserver, TPass>(TObserver others, TPass pass) => pass.Run(others);
}
