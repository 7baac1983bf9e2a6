namespace Heed.Benchmarks;

/// <summary>One kind at one length, measured in a process of its own.</summary>
/// <param name="Count">T.</param>
/// <param name="Milliseconds">The median of the calls that fit into half a second; at least one.</param>
/// <param name="ExtraBytes">The most a call needs beyond inputs, output and what is held; null where the system does not tell.</param>
/// <param name="HeldBytes">Keys and values kept between calls.</param>
/// <param name="AllocatedBytes">What a later call allocates on the managed heap, all threads together.</param>
internal sealed record ScalingPoint(int Count, double Milliseconds, long? ExtraBytes, long HeldBytes, long AllocatedBytes)
{
    /// <summary>Extra and held together.</summary>
    public long? Bytes => ExtraBytes + HeldBytes;
}
