using System.Diagnostics.CodeAnalysis;

namespace Heed.Models.Templates.Values;

/// <summary>A mapping that keeps the order of its keys. As in Python 1, 1.0 and true are the same key.</summary>
internal sealed class MapValue
{
    private static readonly object NoneKey = new();

    private readonly Dictionary<object, int> _places = [];
    private readonly List<(object? Key, object? Value)> _entries = [];

    /// <summary>Keys and values in order.</summary>
    public IReadOnlyList<(object? Key, object? Value)> Entries => _entries;

    /// <summary>Adds a key, or replaces its value while a literal or an input is read.</summary>
    public void Set(object? key, object? value)
    {
        if (_places.TryGetValue(Normal(key), out int place)) _entries[place] = (_entries[place].Key, value);
        else
        {
            _places.Add(Normal(key), _entries.Count);
            _entries.Add((key, value));
        }
    }

    /// <summary>The value of a key.</summary>
    public bool TryGet(object? key, out object? value)
    {
        bool found = CanBeKey(key) & _places.TryGetValue(CanBeKey(key) ? Normal(key) : NoneKey, out int place);
        value = found ? _entries[place].Value : null;
        return found;
    }

    /// <summary>Whether a value can be a key.</summary>
    public static bool CanBeKey(object? key) => key is null or string or bool or long or double;

    [return: NotNull]
    private static object Normal(object? key) => key switch
    {
        null => NoneKey,
        bool flag => flag ? 1L : 0L,
        double number when number == Math.Floor(number) && Math.Abs(number) < 1L << 53 => (long)number,
        _ => key,
    };
}
