namespace Heed.Cache;

/// <summary>Writes new positions into a cache where it lies: cache[b, :, index[b] + i] ← update[b, :, i] (ONNX TensorScatter-24).</summary>
/// <remarks>Everything is checked before anything is written. Cache and update must not overlap.</remarks>
public static unsafe class CacheWrite
{
    /// <summary>Writes in order; the update must fit between its index and the end.</summary>
    /// <param name="cache">[B, H, T, D], written.</param>
    /// <param name="update">[B, H, n, D], n ≤ T.</param>
    /// <param name="indices">[B]: where each batch row's first new position goes.</param>
    /// <exception cref="ArgumentException">A shape, a number format or an index is off, or the two overlap.</exception>
    public static void Linear(HeadView cache, HeadView update, ReadOnlySpan<int> indices) => Write(cache, update, indices, circular: false);

    /// <summary>Writes round and round: position T is position 0 again.</summary>
    /// <param name="cache">[B, H, T, D], written.</param>
    /// <param name="update">[B, H, n, D], n ≤ T.</param>
    /// <param name="indices">[B]: where each batch row's first new position goes; taken modulo T.</param>
    /// <exception cref="ArgumentException">A shape, a number format or an index is off, or the two overlap.</exception>
    public static void Circular(HeadView cache, HeadView update, ReadOnlySpan<int> indices) => Write(cache, update, indices, circular: true);

    private static void Write(HeadView cache, HeadView update, ReadOnlySpan<int> indices, bool circular)
    {
        if (update.Batch != cache.Batch || update.Heads != cache.Heads || update.Width != cache.Width || update.Length > cache.Length)
            throw new ArgumentException($"update: expected [{cache.Batch}, {cache.Heads}, at most {cache.Length}, {cache.Width}]; got {update}.", nameof(update));
        if (cache.Element != ElementType.Float32) throw new ArgumentException($"cache: expected float32; got {cache.Element}.", nameof(cache));
        if (update.Element != ElementType.Float32) throw new ArgumentException($"update: expected float32; got {update.Element}.", nameof(update));
        if (cache.Overlaps(update)) throw new ArgumentException("cache: expected memory of its own; it overlaps update.", nameof(cache));
        if (indices.Length != cache.Batch) throw new ArgumentException($"indices: expected one for each of B={cache.Batch} batch rows; got {indices.Length}.", nameof(indices));
        foreach (int index in indices)
            if (index < 0 || !circular && index + (long)update.Length > cache.Length)
                throw new ArgumentException($"indices: expected 0 … {(circular ? int.MaxValue : cache.Length - update.Length)}; got {index}.", nameof(indices));

        for (int b = 0; b < cache.Batch; b++)
            for (int h = 0; h < cache.Heads; h++)
                for (int i = 0; i < update.Length; i++)
                    new ReadOnlySpan<float>(update.Row(b, h, i), cache.Width).CopyTo(new Span<float>(cache.Row(b, h, (int)((indices[b] + (long)i) % cache.Length)), cache.Width));
    }
}
