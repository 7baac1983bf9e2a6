using Heed.Autograd;
using Heed.Cache;
using Heed.Masks;

namespace Heed.Models;

/// <summary>Keys and values of the tokens seen so far, a dense cache a layer; and, behind an encoder, those of its result.</summary>
public sealed class KeyValueCache : IDisposable
{
    private readonly int _layers, _heads, _width;
    private readonly ElementType _element;
    private readonly Tensor?[] _sourceKeys, _sourceValues;
    private DenseCache[] _kept;

    /// <summary>Makes an empty cache.</summary>
    /// <param name="blueprint">The model it is for.</param>
    /// <param name="batch">B.</param>
    /// <param name="capacity">Tokens it can hold.</param>
    /// <param name="element">How keys and values are stored: 16 bits take half the memory, and are rounded.</param>
    public KeyValueCache(Blueprint blueprint, int batch, int capacity, ElementType element = ElementType.Float32)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(batch, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(capacity, 1);
        (Batch, Capacity, _layers, _heads, _width, _element) = (batch, capacity, blueprint.Layers, blueprint.KeyValueHeads, blueprint.HeadSize, element);
        _kept = Make(batch);
        (_sourceKeys, _sourceValues) = (new Tensor?[_layers], new Tensor?[_layers]);
    }

    /// <summary>B.</summary>
    public int Batch { get; private set; }

    /// <summary>Tokens it can hold.</summary>
    public int Capacity { get; }

    /// <summary>Tokens it holds.</summary>
    public int Length { get; private set; }

    /// <summary>Bytes it takes, room for tokens still to come and a source's keys and values included.</summary>
    public long Bytes => _kept.Sum(kept => kept.Bytes) + _sourceKeys.Concat(_sourceValues).Sum(tensor => (long)(tensor?.Count ?? 0) * sizeof(float));

    /// <summary>Whether it holds what an encoder made of a source.</summary>
    public bool HasSource => _sourceKeys[^1] is not null;

    /// <summary>The real tokens of each row of the source; null without padding.</summary>
    internal KeyRange[]? SourceReal { get; set; }

    /// <summary>Forgets the tokens, but not the source.</summary>
    public void Clear() => Length = 0;

    /// <summary>Forgets the tokens from <paramref name="length"/> on.</summary>
    /// <exception cref="ArgumentOutOfRangeException">It holds fewer.</exception>
    public void Truncate(int length)
    {
        if (length < 0 || length > Length) throw new ArgumentOutOfRangeException(nameof(length), $"length: expected 0 … {Length}, the tokens it holds; got {length}.");
        Length = length;
    }

    /// <summary>Does something that appends other tokens from a place on, and afterwards holds again what it held, bit for bit.</summary>
    /// <param name="length">The place: tokens that stay while it is done.</param>
    /// <param name="firstLayer">The first layer that is appended to.</param>
    /// <param name="body">What is done.</param>
    /// <exception cref="ArgumentOutOfRangeException">It holds fewer tokens, or there is no such layer.</exception>
    public void Branch(int length, int firstLayer, Action body)
    {
        if ((uint)firstLayer >= (uint)_layers) throw new ArgumentOutOfRangeException(nameof(firstLayer), $"layer: expected 0 … {_layers - 1}; got {firstLayer}.");
        int whole = Length, count = whole - length;
        Truncate(length);
        DenseCache[] tails = count == 0 ? [] : [.. _kept[firstLayer..].Select(kept => kept.Tail(length, whole))];
        try
        {
            body();
        }
        finally
        {
            for (int i = 0; i < tails.Length; i++)
            {
                for (int b = 0; b < Batch; b++)
                {
                    _kept[firstLayer + i].Truncate(b, length);
                    _kept[firstLayer + i].Append(b, tails[i], b, count);
                }
                tails[i].Dispose();
            }
            Length = whole;
        }
    }

    /// <summary>Keeps chosen batch rows, in the order given; a row may be left out or come several times.</summary>
    /// <param name="rows">Row numbers, at least one.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no such row.</exception>
    public void Select(ReadOnlySpan<int> rows)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(rows.Length, 1);
        foreach (int row in rows)
            if ((uint)row >= (uint)Batch) throw new ArgumentOutOfRangeException(nameof(rows),
                $"rows: expected 0 … {Batch - 1}; got {row}.");
        DenseCache[] chosen = Make(rows.Length);
        for (int layer = 0; layer < _layers; layer++)
        {
            for (int b = 0; b < rows.Length; b++) chosen[layer].Append(b, _kept[layer], rows[b], Length);
            _kept[layer].Dispose();
            (_sourceKeys[layer], _sourceValues[layer]) = (Selected(_sourceKeys[layer], rows), Selected(_sourceValues[layer], rows));
        }
        SourceReal = SourceReal is { } real ? Array.ConvertAll(rows.ToArray(), row => real[row]) : null;
        (_kept, Batch) = (chosen, rows.Length);
    }

    /// <summary>Gives the memory back.</summary>
    public void Dispose()
    {
        foreach (DenseCache kept in _kept) kept.Dispose();
        foreach (Tensor? tensor in (IEnumerable<Tensor?>)[.. _sourceKeys, .. _sourceValues]) tensor?.Dispose();
    }

    /// <summary>Appends a layer's new keys and values and returns all it holds; <see cref="Advance"/> follows after the last layer.</summary>
    internal DenseCache Append(int layer, HeadSlice keys, HeadSlice values)
    {
        DenseCache kept = _kept[layer];
        for (int b = 0; b < Batch; b++) kept.Truncate(b, Length); // what a pass left that did not come to its end
        kept.Append(keys.View(Batch), values.View(Batch));
        return kept;
    }

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

    private DenseCache[] Make(int batch)
        => [.. Enumerable.Range(0, _layers).Select(_ => new DenseCache(new CacheShape(batch, _heads, _width, _width), Capacity, isFixed: true, _element))];

    private Tensor? Selected(Tensor? source, ReadOnlySpan<int> rows)
    {
        if (source is null) return null;
        int length = source.Rows / Batch;
        var selected = new Tensor([rows.Length * length, source.Columns]);
        for (int b = 0; b < rows.Length; b++)
            source.Span.Slice(rows[b] * length * source.Columns, length * source.Columns).CopyTo(selected.Span[(b * length * source.Columns)..]);
        source.Dispose();
        return selected;
    }

    private static Tensor Clone(Tensor tensor)
    {
        var clone = new Tensor(tensor.Shape);
        tensor.Span.CopyTo(clone.Span);
        return clone;
    }
}
