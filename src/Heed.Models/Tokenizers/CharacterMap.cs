using System.Buffers;
using System.Buffers.Binary;
using System.Text;

namespace Heed.Models.Tokenizers;

/// <summary>
/// SentencePiece's table of replacements ("precompiled_charsmap"): a double-array trie over UTF-8 bytes, and the replacements, each ended
/// by a zero byte, at the offsets that the trie gives.
/// </summary>
/// <remarks>
/// The layout: size of the trie in bytes (uint32, little-endian), its units (uint32), the replacements. A unit has the byte that leads
/// to it in
/// bits 0–7 and 31, bit 8 where a leaf follows, and in bits 10–30 the offset to its children, in steps of 256 where bit 9 is set; a leaf
/// holds its value in bits 0–30. Source: Yata, "Darts-clone"; SentencePiece (Kudo and Richardson, 2018).
/// </remarks>
internal sealed class CharacterMap
{
    private readonly uint[] _units;
    private readonly byte[] _replacements;

    // What each ASCII character becomes; null: it stays.
    private readonly string?[] _ascii = new string?[128];

    private CharacterMap(uint[] units, byte[] replacements)
    {
        _units = units;
        _replacements = replacements;
        for (var code = 0; code < _ascii.Length; code++)
        {
            _ascii[code] = Find([(byte)code]);
        }

        // Without the carriage return, which makes one grapheme with a line feed.
        Unchanged = SearchValues.Create(
            [.. Enumerable.Range(0, _ascii.Length).Where(code => _ascii[code] is null && code != '\r').Select(code => (char)code)]);
    }

    /// <summary>ASCII characters that the table leaves as they are, next to whichever others of them.</summary>
    public SearchValues<char> Unchanged { get; }

    /// <exception cref="HeedException">The part is not such a table, or one that leads outside itself.</exception>
    public static CharacterMap Read(JsonPart part)
    {
        var bytes = new byte[part.Text().Length];
        if (!Convert.TryFromBase64String(part.Text(), bytes, out var length))
        {
            throw part.Error("expected base64; the text is not");
        }

        var size = length < 4 ? 0 : BinaryPrimitives.ReadUInt32LittleEndian(bytes);
        if (size == 0 || size % 4 != 0 || size > length - 4)
        {
            throw part.Error($"expected the size of a trie and the trie; got {length} bytes that begin with the size {size}");
        }

        var units = new uint[size / 4];
        for (var i = 0; i < units.Length; i++)
        {
            units[i] = BinaryPrimitives.ReadUInt32LittleEndian(bytes.AsSpan(4 + (4 * i)));
        }

        var map = new CharacterMap(units, bytes[(4 + (int)size)..length]);
        map.Check(part);
        return map;
    }

    /// <summary>What the shortest beginning of the text that the table knows becomes; false where it knows none.</summary>
    public bool TryReplace(ReadOnlySpan<char> text, out string replacement)
    {
        if (text.Length > 0 && char.IsAscii(text[0]) && (_ascii[text[0]] is not null || text.Length == 1))
        {
            replacement = _ascii[text[0]] ?? "";
            return _ascii[text[0]] is not null;
        }

        Span<byte> utf8 = stackalloc byte[16];
        var length = Math.Min(text.Length, utf8.Length / 3);
        var found = Find(utf8[..System.Text.Encoding.UTF8.GetBytes(text[..length], utf8)]);
        replacement = found ?? "";
        return found is not null;
    }

    private string? Find(ReadOnlySpan<byte> utf8)
    {
        var node = Offset(_units[0]);
        foreach (var value in utf8)
        {
            node ^= value;
            if (value == 0 || node >= _units.Length || Label(_units[node]) != value)
            {
                return null;
            }

            var unit = _units[node];
            node ^= Offset(unit);
            if (HasLeaf(unit) && node < _units.Length && Value(_units[node]) is var start && start < _replacements.Length)
            {
                var rest = _replacements.AsSpan(start);
                var end = rest.IndexOf((byte)0);
                return System.Text.Encoding.UTF8.GetString(end < 0 ? rest : rest[..end]);
            }
        }

        return null;
    }

    // Walks everything that can be reached from the root, so that a damaged table is refused when it is read and not when a text meets it.
    private void Check(JsonPart part)
    {
        var seen = new HashSet<uint>();
        var open = new Stack<uint>();
        Visit(Offset(_units[0]));
        while (open.TryPop(out var node))
        {
            for (uint value = 1; value < 256; value++)
            {
                var child = node ^ value;
                if (child >= _units.Length || Label(_units[child]) != value)
                {
                    continue;
                }

                var unit = _units[child];
                var next = child ^ Offset(unit);
                if (HasLeaf(unit) && (next >= _units.Length || Value(_units[next]) >= _replacements.Length))
                {
                    throw part.Error($"the table is damaged: unit {child} leads to a replacement outside it");
                }

                Visit(next);
            }
        }

        void Visit(uint node)
        {
            if (node >= _units.Length)
            {
                throw part.Error($"the table is damaged: it leads to unit {node} of {_units.Length}");
            }

            if (seen.Add(node))
            {
                open.Push(node);
            }
        }
    }

    private static bool HasLeaf(uint unit) => (unit >> 8 & 1) != 0;

    private static int Value(uint unit) => (int)(unit & 0x7FFF_FFFF);

    private static uint Label(uint unit) => unit & 0x8000_00FF;

    private static uint Offset(uint unit) => unit >> 10 << (int)((unit & 0x200) >> 6);
}
