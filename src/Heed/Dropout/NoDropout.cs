namespace Heed.Dropout;

/// <summary>Keeps every weight and costs nothing.</summary>
public readonly struct NoDropout : IDropout
{
    /// <inheritdoc/>
    public static bool IsEmpty => true;

    /// <inheritdoc/>
    public float KeptFactor => 1f;

    /// <inheritdoc/>
    public ulong Keep64(int batch, int head, int row, int firstKey) => ulong.MaxValue;
}
