using Heed.Autograd;
using Heed.Masks;

namespace Heed.Models;

/// <summary>Keys and values of the tokens seen so far, dense: per layer [B, capacity, Hkv·D] each; and, behind an encoder, those of its
/// result.</summary>
public sealed class KeyValueCache : IDisposable
{
    private readonly int _layers, _width;
    private readonly Tensor?[] _sourceKeys, _sourceValues;
    private Tensor[] _keys, _values;

    /// <summary>Makes an empty cache.</summary>
    /// <param name="blueprint">The model it is for.</param>
    /// <param name="batch">B.</param>
    /// <param name="capacity">Tokens it can hold.</param>
    public KeyValueCache(Blueprint blueprint, int batch, int capacity)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(batch, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(capacity, 1);
        (Batch, Capacity, _layers, _width) = (batch, capacity, blueprint.Layers, blueprint.KeyValueHeads * blueprint.HeadSize);
        (_keys, _values) = (Make(batch), Make(batch));
        (_sourceKeys, _sourceValues) = (new Tensor?[_layers], new Tensor?[_layers]);
    }

    /// <summary>B.</summary>
    public int Batch { get; private set; }

    /// <summary>Tokens it can hold.</summary>
    public int Capacity { get; }

    /// <summary>Tokens it holds.</summary>
    public int Length { get; private set; }

    /// <summary>Whether it holds what an encoder made of a source.</summary>
    public bool HasSource => _sourceKeys[^1] is not null;

    /// <summary>The real tokens of each row of the source; null without padding.</summary>
    internal KeyRange[]? SourceReal { get; set; }

    /// <summary>Forgets the tokens, but not the source.</summary>
    public void Clear() => Length = 0;

    /// <summary>Keeps chosen batch rows, in the order given; a row may be left out or come several times.</summary>
    /// <param name="rows">Row numbers, at least one.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no such row.</exception>
    public void Select(ReadOnlySpan<int> rows)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(rows.Length, 1);
        foreach (int row in rows)
            if ((uint)row >= (uint)Batch) throw new ArgumentOutOfRangeException(nameof(rows),
                $"rows: expected 0 … {Batch - 1}; got {row}.");
        Tensor[] keys = Make(rows.Length), values = Make(rows.Length);
        for (int layer = 0; layer < _layers; layer++)
        {
            Copy(_keys[layer], keys[layer], rows, Capacity, Length);
            Copy(_values[layer], values[layer], rows, Capacity, Length);
            _keys[layer].Dispose();
            _values[layer].Dispose();
            (_sourceKeys[layer], _sourceValues[layer]) = (Selected(_sourceKeys[layer], rows), Selected(_sourceValues[layer], rows));
        }
        SourceReal = SourceReal is { } real ? Array.ConvertAll(rows.ToArray(), row => real[row]) : null;
        (_keys, _values, Batch) = (keys, values, rows.Length);
    }

    /// <summary>Gives the memory back.</summary>
    public void Dispose()
    {
        foreach (Tensor? tensor in (IEnumerable<Tensor?>)[.. _keys, .. _values, .. _sourceKeys, .. _sourceValues]) tensor?.Dispose();
    }

    /// <summary>Appends a layer's new keys and values and returns all it holds as views; <see cref="Advance"/> follows after the last layer.</summary>
    internal (HeadView Keys, HeadView Values) Append(int layer, HeadSlice keys, HeadSlice values)
        => (Append(_keys[layer], keys), Append(_values[layer], values));

    /// <summary>Counts the tokens that every layer has appended.</summary>
    internal void Advance(int tokens) => Length += tokens;

    /// <summary>Keeps a layer's keys and values of the source.</summary>
    internal void SetSource(int layer, Tensor keys, Tensor values)
    {
        _sourceKeys[layer]?.Dispose();
        _sourceValues[layer]?.Dispose();
        (_sourceKeys[layer], _sourceValues[layer]) = (Clone(keys), Clone(values));
    }

    /// <summary>A layer's keys and values of the source.</summary>
    internal (HeadSlice Keys, HeadSlice Values) Source(int layer, int heads, int width)
        => (new HeadSlice(_sourceKeys[layer]!, 0, heads, width), new HeadSlice(_sourceValues[layer]!, 0, heads, width));

    private unsafe HeadView Append(Tensor target, HeadSlice source)
    {
        HeadView added = source.View(Batch);
        var all = HeadView.Interleaved(target.Data, Batch, source.Heads, Length + added.Length, source.Width,
            _width) with { BatchStride = (nint)Capacity * _width };
        for (int b = 0; b < Batch; b++)
            for (int t = 0; t < added.Length; t++)
                for (int h = 0; h < source.Heads; h++)
                    new ReadOnlySpan<float>(added.Row(b, h, t), source.Width)
                        .CopyTo(new Span<float>(all.Row(b, h, Length + t), source.Width));
        return all;
    }

    private Tensor[] Make(int batch) => [.. Enumerable.Range(0, _layers).Select(_ => new Tensor([batch * Capacity, _width]))];

    private Tensor? Selected(Tensor? source, ReadOnlySpan<int> rows)
    {
        if (source is null) return null;
        int length = source.Rows / Batch;
        var selected = new Tensor([rows.Length * length, source.Columns]);
        Copy(source, selected, rows, length, length);
        source.Dispose();
        return selected;
    }

    private static Tensor Clone(Tensor tensor)
    {
        var clone = new Tensor(tensor.Shape);
        tensor.Span.CopyTo(clone.Span);
        return clone;
    }

    private static void Copy(Tensor from, Tensor to, ReadOnlySpan<int> rows, int stride, int length)
    {
        for (int b = 0; b < rows.Length; b++)
            from.Span.Slice(rows[b] * stride * from.Columns, length * from.Columns).CopyTo(to.Span[(b * stride * from.Columns)..]);
    }
}
