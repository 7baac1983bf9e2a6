namespace Heed.Benchmarks;

/// <summary>A call of one kind of attention at one length, ready to be made many times.</summary>
/// <param name="run">Makes it.</param>
/// <param name="heldBytes">Keys and values kept between calls: those of a cache.</param>
/// <param name="owned">Freed with it.</param>
internal sealed class ScalingCall(Action run, long heldBytes, params IDisposable[] owned) : IDisposable
{
    /// <summary>Keys and values kept between calls.</summary>
    public long HeldBytes => heldBytes;

    /// <summary>Makes the call.</summary>
    public void Run() => run();

    /// <summary>Frees the memory.</summary>
    public void Dispose()
    {
        foreach (IDisposable memory in owned) memory.Dispose();
    }
}
