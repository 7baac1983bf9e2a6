namespace Heed.Dropout;

/// <summary>Which weights are left out at random after the softmax. A small struct the kernel is compiled for; pure, and safe to call
/// from several threads.</summary>
public interface IDropout
{
    /// <summary>Whether it keeps everything: the kernel then leaves it out.</summary>
    static abstract bool IsEmpty { get; }

    /// <summary>What a kept weight is multiplied by: 1 / (1 − p).</summary>
    float KeptFactor { get; }

    /// <summary>Bit i tells whether the weight of key <paramref name="firstKey"/> + i is kept, for 64 keys.</summary>
    /// <param name="batch">Batch index.</param>
    /// <param name="head">Query head.</param>
    /// <param name="row">Query row.</param>
    /// <param name="firstKey">First key, a multiple of 64.</param>
    ulong Keep64(int batch, int head, int row, int firstKey);
}
