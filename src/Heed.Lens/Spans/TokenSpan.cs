using Heed.Masks;

namespace Heed.Lens.Spans;

/// <summary>A named part of a text as tokens, not always side by side.</summary>
/// <param name="Name">What it is called.</param>
/// <param name="Tokens">Its tokens, in order.</param>
public sealed record TokenSpan(string Name, IReadOnlyList<int> Tokens)
{
    /// <summary>The tokens as runs of neighbours.</summary>
    public IReadOnlyList<KeyRange> Ranges
    {
        get
        {
            var ranges = new List<KeyRange>();
            foreach (int token in Tokens)
                if (ranges.Count > 0 && ranges[^1].End == token) ranges[^1] = ranges[^1] with { End = token + 1 };
                else ranges.Add(new KeyRange(token, token + 1));
            return ranges;
        }
    }

    /// <summary>
    /// The tokens that hold some of its characters. Blanks at its ends count only where it has nothing else: they belong to the words beside it.
    /// </summary>
    /// <param name="read">The text.</param>
    /// <param name="name">What it is called.</param>
    /// <param name="characters">Ranges of the text's characters.</param>
    /// <exception cref="HeedException">None of its characters became a token.</exception>
    public static TokenSpan Of(ReadText read, string name, IReadOnlyList<Range> characters)
    {
        var tokens = new SortedSet<int>();
        foreach (Range range in characters)
        {
            (int start, int end) = (range.Start.GetOffset(read.Text.Length), range.End.GetOffset(read.Text.Length));
            (int first, int last) = (start, end);
            while (first < last && char.IsWhiteSpace(read.Text[first])) first++;
            while (last > first && char.IsWhiteSpace(read.Text[last - 1])) last--;
            if (last > first) (start, end) = (first, last);
            for (int token = 0; token < read.Length; token++)
                if (!read.Encoding.SpecialMask[token] && read.Encoding.Offsets[token].Start < end && read.Encoding.Offsets[token].End > start)
                    tokens.Add(token);
        }
        return tokens.Count > 0 ? new TokenSpan(name, [.. tokens])
            : throw new HeedException($"span: '{name}' is empty here: none of its characters became a token. Fill it, or name another.");
    }
}
