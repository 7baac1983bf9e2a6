using Heed.Masks;

namespace Heed;

/// <summary>
/// How the keys of one batch row are cut for decoding: at every multiple of 256 positions, the sinks apart from the window. Where a part
/// begins and ends depends on positions alone, never on threads or neighbours, so neither do the bits.
/// </summary>
internal readonly struct DecodeParts
{
    /// <summary>Positions in a part: 256 KB of keys and values at a head size of 128, some ten microseconds to read.</summary>
    public const int Keys = 256;

    private readonly int _sinks, _window, _sinkEnd, _sinkParts, _start, _end;

    /// <summary>The parts that <paramref name="queries"/> queries see, the first of them at position <paramref name="first"/> (negative: it sees nothing).</summary>
    public DecodeParts(int first, int queries, int sinks, int window)
    {
        (_sinks, _window) = (sinks, window);
        _end = Math.Max(0, first + queries);
        _sinkEnd = Math.Min(sinks, _end);
        _sinkParts = (_sinkEnd + Keys - 1) / Keys;
        _start = Math.Max(sinks, first - window + 1);
        Count = _sinkParts + Math.Max(0, (_end + Keys - 1) / Keys - _start / Keys);
    }

    /// <summary>How many.</summary>
    public int Count { get; }

    /// <summary>The first part that reaches to a position or beyond it; <see cref="Count"/> where none does.</summary>
    public int At(int position)
        => position < _sinkEnd ? position / Keys : position >= _end ? Count : _sinkParts + Math.Max(0, position / Keys - _start / Keys);

    /// <summary>The positions of part <paramref name="part"/> that any of the queries sees.</summary>
    public KeyRange Bounds(int part)
    {
        if (part < _sinkParts) return new(part * Keys, Math.Min((part + 1) * Keys, _sinkEnd));
        int first = (_start / Keys + part - _sinkParts) * Keys;
        return new(Math.Max(first, _start), Math.Min(first + Keys, _end));
    }

    /// <summary>The positions of part <paramref name="part"/> that the query at <paramref name="position"/> sees: a range without gaps.</summary>
    public KeyRange Seen(int part, int position)
        => Bounds(part).Intersect(new(part < _sinkParts ? 0 : Math.Max(_sinks, position - _window + 1), position + 1));
}
