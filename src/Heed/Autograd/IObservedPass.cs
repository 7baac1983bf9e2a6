using Heed.Observers;

namespace Heed.Autograd;

/// <summary>A backward pass that is still to be given its observer.</summary>
public interface IObservedPass
{
    /// <summary>Runs it.</summary>
    void Run<TObserver>(TObserver observer) where TObserver : struct, IGradientObserver;
}
