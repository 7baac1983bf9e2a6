namespace Heed.Models.Tokenizers;

/// <summary>
/// A piece of text in which every UTF-16 unit knows the range of the input it came from.
/// Slices share the same arrays.
/// </summary>
internal readonly struct AlignedText
{
    private readonly char[] _text;
    private readonly int[] _starts;
    private readonly int[] _ends;
    private readonly int _from;

    /// <param name="text">The units.</param>
    /// <param name="starts">Where in the input each unit's source begins, as long as <paramref name="text"/>.</param>
    /// <param name="ends">Where it ends.</param>
    /// <param name="from">The first unit of the piece.</param>
    /// <param name="length">Units in the piece.</param>
    public AlignedText(char[] text, int[] starts, int[] ends, int from, int length)
    {
        _text = text;
        _starts = starts;
        _ends = ends;
        _from = from;
        Length = length;
    }

    public int Length { get; }

    public ReadOnlySpan<char> Span => _text.AsSpan(_from, Length);

    /// <summary>The input itself; a surrogate without its partner becomes U+FFFD, so that later steps see only whole characters.</summary>
    public static AlignedText Of(string input)
    {
        var text = input.ToCharArray();
        var starts = new int[text.Length];
        var ends = new int[text.Length];
        for (var i = 0; i < text.Length; i++)
        {
            starts[i] = i;
            ends[i] = i + 1;
            if (!char.IsSurrogate(text[i]))
            {
                continue;
            }

            if (i + 1 < text.Length && char.IsSurrogatePair(text[i], text[i + 1]))
            {
                ends[i] = i + 2;
                starts[i + 1] = i;
                ends[i + 1] = i + 2;
                i++;
            }
            else
            {
                text[i] = '\uFFFD';
            }
        }

        return new AlignedText(text, starts, ends, 0, text.Length);
    }

    /// <summary>Where in the input the source of unit <paramref name="i"/> begins.</summary>
    public int StartOf(int i) => _starts[_from + i];

    /// <summary>Where in the input the source of unit <paramref name="i"/> ends.</summary>
    public int EndOf(int i) => _ends[_from + i];

    /// <summary>The input range of a non-empty run of units.</summary>
    public (int Start, int End) RangeOf(int start, int length) => (StartOf(start), EndOf(start + length - 1));

    /// <summary>Copies the units and their ranges.</summary>
    public void CopyTo(Span<char> text, Span<int> starts, Span<int> ends)
    {
        Span.CopyTo(text);
        _starts.AsSpan(_from, Length).CopyTo(starts);
        _ends.AsSpan(_from, Length).CopyTo(ends);
    }

    public AlignedText Slice(int start, int length) => new(_text, _starts, _ends, _from + start, length);

    public override string ToString() => new(Span);
}
