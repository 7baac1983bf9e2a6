namespace Heed.Models.Tokenizers;

/// <summary>Collects the tokens of one text.</summary>
internal sealed class EncodingBuilder
{
    private readonly List<int> _ids = [];
    private readonly List<string> _tokens = [];
    private readonly List<(int Start, int End)> _offsets = [];

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
