namespace Heed.Numerics;

/// <summary>Independent items of work, numbered from 0. Run by <see cref="Workers"/>, each item exactly once, in any order.</summary>
internal interface IJob
{
    /// <summary>Does item <paramref name="item"/>; <paramref name="worker"/> numbers the thread, so that scratch
    /// memory can be its own.</summary>
    void Run(int item, int worker);
}
