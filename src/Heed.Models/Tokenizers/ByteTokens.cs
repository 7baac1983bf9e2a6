using System.Globalization;

namespace Heed.Models.Tokenizers;

/// <summary>The tokens <c>&lt;0x00&gt;</c> to <c>&lt;0xFF&gt;</c>, which stand for the bytes of what has no token of its own.</summary>
internal sealed class ByteTokens
{
    private readonly int[] _ids = new int[256];
    private readonly string[] _tokens = new string[256];

    /// <param name="vocabulary">All tokens; some bytes may be missing.</param>
    public ByteTokens(Vocabulary vocabulary)
    {
        for (var value = 0; value < _ids.Length; value++)
        {
            _tokens[value] = string.Create(CultureInfo.InvariantCulture, $"<0x{value:X2}>");
            _ids[value] = vocabulary.TryGetId(_tokens[value], out var id) ? id : -1;
        }
    }

    /// <summary>The ids of the UTF-8 bytes of a text; null where one of them has no token.</summary>
    public int[]? IdsOf(ReadOnlySpan<char> text)
    {
        var bytes = new byte[System.Text.Encoding.UTF8.GetByteCount(text)];
        System.Text.Encoding.UTF8.GetBytes(text, bytes);
        var ids = Array.ConvertAll(bytes, value => _ids[value]);
        return Array.IndexOf(ids, -1) < 0 ? ids : null;
    }

    /// <summary>Appends the tokens of a text, all with the same range; false where one is missing, and nothing appended.</summary>
    public bool TryAdd(ReadOnlySpan<char> text, (int Start, int End) range, EncodingBuilder tokens)
    {
        var bytes = new byte[System.Text.Encoding.UTF8.GetByteCount(text)];
        System.Text.Encoding.UTF8.GetBytes(text, bytes);
        if (Array.Exists(bytes, value => _ids[value] < 0))
        {
            return false;
        }

        foreach (var value in bytes)
        {
            tokens.Add(_ids[value], _tokens[value], range);
        }

        return true;
    }
}
