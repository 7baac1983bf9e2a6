using System.Diagnostics.CodeAnalysis;

namespace Heed.Models.Tokenizers;

/// <summary>Tokens and their ids, one to one.</summary>
internal sealed class Vocabulary
{
    private readonly Dictionary<string, int> _ids;
    private readonly Dictionary<string, int>.AlternateLookup<ReadOnlySpan<char>> _bySpan;
    private readonly Dictionary<int, string> _tokens;

    public Vocabulary(int capacity)
    {
        _ids = new Dictionary<string, int>(capacity, StringComparer.Ordinal);
        _bySpan = _ids.GetAlternateLookup<ReadOnlySpan<char>>();
        _tokens = new Dictionary<int, string>(capacity);
    }

    public int Count => _ids.Count;

    public int HighestId { get; private set; } = -1;

    public IEnumerable<KeyValuePair<string, int>> Tokens => _ids;

    /// <summary>Adds a token; false where the token or the id is taken.</summary>
    public bool TryAdd(string token, int id)
    {
        if (_ids.ContainsKey(token) || !_tokens.TryAdd(id, token))
        {
            return false;
        }

        _ids.Add(token, id);
        HighestId = Math.Max(HighestId, id);
        return true;
    }

    public bool TryGetId(ReadOnlySpan<char> token, out int id) => _bySpan.TryGetValue(token, out id);

    public bool TryGetToken(int id, [NotNullWhen(true)] out string? token) => _tokens.TryGetValue(id, out token);
}
