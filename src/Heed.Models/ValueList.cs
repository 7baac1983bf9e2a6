using System.Collections;
using System.Runtime.CompilerServices;

namespace Heed.Models;

/// <summary>A list that does not change and equals any other with the same elements, so that records that hold one compare by
/// value.</summary>
[CollectionBuilder(typeof(ValueListBuilder), nameof(ValueListBuilder.Of))]
public sealed class ValueList<T>(ReadOnlySpan<T> items) : IReadOnlyList<T>, IEquatable<ValueList<T>>
{
    private readonly T[] _items = items.ToArray();

    /// <inheritdoc/>
    public T this[int index] => _items[index];

    /// <inheritdoc/>
    public int Count => _items.Length;

    /// <inheritdoc/>
    public IEnumerator<T> GetEnumerator() => ((IEnumerable<T>)_items).GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => _items.GetEnumerator();

    /// <inheritdoc/>
    public bool Equals(ValueList<T>? other) => other is not null && _items.AsSpan()
        .SequenceEqual(other._items, EqualityComparer<T>.Default);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as ValueList<T>);

    /// <inheritdoc/>
    public override int GetHashCode()
    {
        var hash = new HashCode();
        foreach (T item in _items) hash.Add(item);
        return hash.ToHashCode();
    }

    /// <inheritdoc/>
    public override string ToString() => $"[{string.Join(", ", _items)}]";
}

/// <summary>Makes lists from collection expressions.</summary>
public static class ValueListBuilder
{
    /// <summary>A list of the items.</summary>
    public static ValueList<T> Of<T>(ReadOnlySpan<T> items) => new(items);
}
