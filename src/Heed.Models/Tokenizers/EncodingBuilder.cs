namespace Heed.Models.Tokenizers;

/// <summary>Collects the tokens of one text.</summary>
internal sealed class EncodingBuilder
{
    private readonly List<int> _ids = [];
    private readonly List<string> _tokens = [];
    private readonly List<(int Start, int End)> _offsets = [];

    /// <summary>Tokens so far.</summary>
    public int Count => _ids.Count;

    /// <summary>Takes back all tokens but the first <paramref name="count"/>.</summary>
    public void CutTo(int count)
    {
        _ids.RemoveRange(count, Count - count);
        _tokens.RemoveRange(count, _tokens.Count - count);
        _offsets.RemoveRange(count, _offsets.Count - count);
    }

    public void Add(int id, string token, (int Start, int End) offsets)
    {
        _ids.Add(id);
        _tokens.Add(token);
        _offsets.Add(offsets);
    }

    /// <param name="source">The text the offsets count in.</param>
    /// <param name="sequence">0 for the first text of a pair (or the only one), 1 for the second; also its type id.</param>
    public Encoding Build(string source, int sequence) => Encoding.Of(source, [.. _ids], [.. _tokens], [.. _offsets], sequence);
}
