using Heed.Observers;

namespace Heed.Autograd;

/// <summary>
/// The tensors a change to the scores is made of, whose gradients the backward pass of attention collects: <see cref="LearnedBias"/>,
/// <see cref="LearnedDistanceBias"/>, both of two with <see cref="BothParameters{TFirst, TSecond}"/>, or <see cref="NoParameters"/>.
/// </summary>
public interface IScoreParameters
{
    /// <summary>Refuses parameters that do not fit a call; called once, in the forward pass.</summary>
    /// <exception cref="ArgumentException">They need other sizes.</exception>
    void Check(int batch, int heads, int queryCount, int keyCount);

    /// <summary>Runs the backward pass with an observer that adds to the parameters' gradients, beside <paramref name="others"/>.</summary>
    void Watch<TObserver, TPass>(TObserver others, TPass pass)
        where TObserver : struct, IGradientObserver where TPass : struct, IObservedPass;
}
