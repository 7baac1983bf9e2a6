namespace Heed.Lens.Spans;

/// <summary>
/// The units of a region of a text: sentences (up to . ! ? ; and closing quotes or brackets, before a blank or the end), lines, and blocks that stand for
/// themselves. A block is one only where it begins and ends as a sentence or line does: a word in a sentence is none.
/// </summary>
public sealed class TextUnits
{
    private const string Ends = ".!?;", Closers = "\"')]}”’»";

    private readonly string _text;
    private readonly int _start, _end;

    /// <summary>Splits.</summary>
    /// <param name="text">The text.</param>
    /// <param name="region">Its part that is split.</param>
    /// <param name="blocks">Parts of the region that are kept whole; where two overlap the first counts.</param>
    public TextUnits(string text, Range region, IReadOnlyList<Range> blocks)
    {
        (_text, _start, _end) = (text, region.Start.GetOffset(text.Length), region.End.GetOffset(text.Length));
        var whole = new Queue<(int Start, int End)>();
        int last = _start;
        foreach (Range block in blocks.Where(IsWhole).Select(Trimmed).OrderBy(block => block.Start.Value))
        {
            if (block.Start.Value < last) continue;
            whole.Enqueue((block.Start.Value, last = block.End.Value));
        }
        var units = new List<Range>();
        for (int at = _start; at < _end;)
        {
            if (char.IsWhiteSpace(text[at]))
            {
                at++;
                continue;
            }
            int end;
            if (whole.TryPeek(out (int Start, int End) next) && next.Start == at) end = whole.Dequeue().End;
            else end = SentenceEnd(at, whole.Count > 0 ? whole.Peek().Start : _end);
            units.Add(at..end);
            at = end;
        }
        All = units;
    }

    /// <summary>The units, in order, without the blanks between them.</summary>
    public IReadOnlyList<Range> All { get; }

    /// <summary>Whether a part begins and ends as sentences or lines do.</summary>
    public bool IsWhole(Range part)
    {
        (int start, int end) = (Trimmed(part).Start.Value, Trimmed(part).End.Value);
        if (start < _start || end > _end || end <= start) return false;
        int before = start - 1, after = end;
        while (before >= _start && char.IsWhiteSpace(_text[before]) && _text[before] != '\n') before--;
        while (after < _end && char.IsWhiteSpace(_text[after]) && _text[after] != '\n') after++;
        return (before < _start || _text[before] == '\n' || IsEnd(before)) && (after >= _end || _text[after] == '\n' || IsEnd(end - 1));
    }

    /// <summary>Whether a unit asks: its last mark is a question mark.</summary>
    public bool Asks(Range unit) => _text[unit].TrimEnd().TrimEnd(Closers.ToCharArray()).EndsWith('?');

    private Range Trimmed(Range part)
    {
        (int start, int end) = (part.Start.GetOffset(_text.Length), part.End.GetOffset(_text.Length));
        while (start < end && char.IsWhiteSpace(_text[start])) start++;
        while (end > start && char.IsWhiteSpace(_text[end - 1])) end--;
        return start..end;
    }

    private bool IsEnd(int last)
    {
        while (last > _start && Closers.Contains(_text[last])) last--;
        return Ends.Contains(_text[last]);
    }

    private int SentenceEnd(int start, int limit)
    {
        int at = start;
        while (at < limit && _text[at] != '\n' && !(IsEnd(at) && (at + 1 == _end || char.IsWhiteSpace(_text[at + 1])))) at++;
        int end = at < limit && _text[at] != '\n' ? at + 1 : at;
        while (end > start && char.IsWhiteSpace(_text[end - 1])) end--;
        return end;
    }
}
