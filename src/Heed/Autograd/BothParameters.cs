using Heed.Observers;

namespace Heed.Autograd;

/// <summary>The parameters of two changes to the scores.</summary>
public readonly struct BothParameters<TFirst, TSecond>(TFirst first, TSecond second) : IScoreParameters
    where TFirst : struct, IScoreParameters where TSecond : struct, IScoreParameters
{
    /// <inheritdoc/>
    public void Check(int batch, int heads, int queryCount, int keyCount)
    {
        first.Check(batch, heads, queryCount, keyCount);
        second.Check(batch, heads, queryCount, keyCount);
    }

    void IScoreParameters.Watch<TObserver, TPass>(TObserver others, TPass pass) => first.Watch(others, new WithSecond<TPass>(second, pass));

    private readonly struct WithSecond<TPass>(TSecond second, TPass pass) : IObservedPass where TPass : struct, IObservedPass
    {
        public void Run<TObserver>(TObserver observer) where TObserver : struct, IGradientObserver => second.Watch(observer, pass);
    }
}
