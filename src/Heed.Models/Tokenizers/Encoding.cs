namespace Heed.Models.Tokenizers;

/// <summary>A text, or a pair of texts, as tokens. All arrays have the same length, one element a token.</summary>
public sealed class Encoding
{
    // The text the offsets count in; empty where the tokens come from several or none.
    private readonly string _source;

    private Encoding(
        string source, int[] ids, string[] tokens, (int Start, int End)[] offsets, int[] typeIds, int[] sequenceIds)
    {
        _source = source;
        Ids = ids;
        Tokens = tokens;
        Offsets = offsets;
        TypeIds = typeIds;
        SequenceIds = sequenceIds;
        SpecialMask = Array.ConvertAll(sequenceIds, sequence => sequence < 0);
    }

    /// <summary>Token ids, [T].</summary>
    public int[] Ids { get; }

    /// <summary>
    /// The tokens as text, [T]: as the vocabulary writes them; for an added token the matched text with the spaces it took in.
    /// </summary>
    public string[] Tokens { get; }

    /// <summary>
    /// The range [Start, End) of the input each token stands for, [T], in UTF-16 units of the text it came from (the first or the
    /// second of a pair). Tokens that share one character have the same range. (0, 0) for tokens that the template added.
    /// </summary>
    public (int Start, int End)[] Offsets { get; }

    /// <summary>The type id of each token, as the template says, [T].</summary>
    public int[] TypeIds { get; }

    /// <summary>Which text each token came from, [T]: 0 the first, 1 the second, −1 neither (the template added it).</summary>
    public int[] SequenceIds { get; }

    /// <summary>True where the template added the token, [T]. A special token written in the text itself has false.</summary>
    public bool[] SpecialMask { get; }

    internal static Encoding Of(string source, int[] ids, string[] tokens, (int Start, int End)[] offsets, int sequence) =>
        new(source, ids, tokens, offsets, Repeated(sequence, ids.Length), Repeated(sequence, ids.Length));

    internal static Encoding Special(int[] ids, string[] tokens, int typeId) =>
        new("", ids, tokens, new (int, int)[ids.Length], Repeated(typeId, ids.Length), Repeated(-1, ids.Length));

    internal static Encoding Concat(IReadOnlyList<Encoding> parts) => parts.Count == 1
        ? parts[0]
        : new Encoding(
            "",
            [.. parts.SelectMany(part => part.Ids)],
            [.. parts.SelectMany(part => part.Tokens)],
            [.. parts.SelectMany(part => part.Offsets)],
            [.. parts.SelectMany(part => part.TypeIds)],
            [.. parts.SelectMany(part => part.SequenceIds)]);

    internal Encoding WithTypeId(int typeId) => new(_source, Ids, Tokens, Offsets, Repeated(typeId, Ids.Length), SequenceIds);

    /// <summary>Takes characters off both ends of each range; none becomes less than empty.</summary>
    /// <param name="characters">How many (code points, not UTF-16 units) to take off the start and the end of token i.</param>
    internal Encoding WithTrimmedOffsets(Func<int, (int AtStart, int AtEnd)> characters)
    {
        var offsets = new (int Start, int End)[Offsets.Length];
        for (var i = 0; i < offsets.Length; i++)
        {
            var (start, end) = Offsets[i];
            var (atStart, atEnd) = characters(i);
            for (; atStart > 0 && start < end; atStart--)
            {
                start += IsPairAt(start) ? 2 : 1;
            }

            for (; atEnd > 0 && end > start; atEnd--)
            {
                end -= IsPairAt(end - 2) ? 2 : 1;
            }

            offsets[i] = (start, end);
        }

        return new Encoding(_source, Ids, Tokens, offsets, TypeIds, SequenceIds);
    }

    private bool IsPairAt(int i) => i >= 0 && i + 1 < _source.Length && char.IsSurrogatePair(_source[i], _source[i + 1]);

    private static int[] Repeated(int value, int length)
    {
        var values = new int[length];
        Array.Fill(values, value);
        return values;
    }
}
