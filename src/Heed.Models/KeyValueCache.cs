using Heed.Autograd;

namespace Heed.Models;

/// <summary>Keys and values of the tokens seen so far, dense: per layer [B, capacity, H·D] each.</summary>
public sealed class KeyValueCache : IDisposable
{
    private readonly Tensor[] _keys, _values;
    private readonly int _width;

    /// <summary>Makes an empty cache.</summary>
    /// <param name="blueprint">The model it is for.</param>
    /// <param name="batch">B.</param>
    /// <param name="capacity">Tokens it can hold.</param>
    public KeyValueCache(Blueprint blueprint, int batch, int capacity)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(batch, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(capacity, 1);
        (Batch, Capacity, _width) = (batch, capacity, blueprint.Heads * blueprint.HeadSize);
        _keys = [.. Enumerable.Range(0, blueprint.Layers).Select(_ => new Tensor([batch * capacity, _width]))];
        _values = [.. Enumerable.Range(0, blueprint.Layers).Select(_ => new Tensor([batch * capacity, _width]))];
    }

    /// <summary>B.</summary>
    public int Batch { get; }

    /// <summary>Tokens it can hold.</summary>
    public int Capacity { get; }

    /// <summary>Tokens it holds.</summary>
    public int Length { get; private set; }

    /// <summary>Gives the memory back.</summary>
    public void Dispose()
    {
        foreach (Tensor tensor in _keys) tensor.Dispose();
        foreach (Tensor tensor in _values) tensor.Dispose();
    }

    /// <summary>Appends a layer's new keys and values and returns all it holds as views; <see cref="Advance"/> follows after the last layer.</summary>
    internal unsafe (HeadView Keys, HeadView Values) Append(int layer, HeadSlice keys, HeadSlice values)
    {
        int added = keys.Tensor.Rows / Batch;
        return (Copy(_keys[layer], keys), Copy(_values[layer], values));

        HeadView Copy(Tensor target, HeadSlice source)
        {
            for (int b = 0; b < Batch; b++)
                for (int t = 0; t < added; t++)
                    source.Tensor.Span.Slice((b * added + t) * source.Tensor.Columns + source.Column, _width)
                        .CopyTo(target.Span.Slice((b * Capacity + Length + t) * _width, _width));
            var all = HeadView.Interleaved(target.Data, Batch, source.Heads, Length + added, source.Width, _width);
            return all with { BatchStride = (nint)Capacity * _width };
        }
    }

    /// <summary>Counts the tokens that every layer has appended.</summary>
    internal void Advance(int tokens) => Length += tokens;
}
