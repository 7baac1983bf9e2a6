using System.Collections.Concurrent;
using System.Text;

namespace Heed.Models.Tokenizers;

/// <summary>Byte-pair encoding: a word begins as single characters, and pairs merge in the order of the merge list.</summary>
/// <remarks>Source: Sennrich, Haddow and Birch, "Neural Machine Translation of Rare Words with Subword Units" (2016).</remarks>
internal sealed class BytePairModel : ITokenModel
{
    // Most words of a text are among a few thousand; longer words are rarely seen twice.
    private const int CachedWords = 16 * 1024;
    private const int LongestCachedWord = 64;

    private readonly BytePairMerges _merges;
    private readonly int? _unknownId;
    private readonly bool _fuseUnknown;
    private readonly bool _ignoreMerges;
    private readonly ByteTokens? _bytes;
    private readonly BytePairAffixes? _affixes;
    private readonly ConcurrentDictionary<string, BytePairToken[]> _cache = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, BytePairToken[]>.AlternateLookup<ReadOnlySpan<char>> _cached;
    private readonly Lazy<BytePairSeams>? _seams;
    private int _cacheCount;

    /// <param name="vocabulary">All tokens.</param>
    /// <param name="merges">The merge list.</param>
    /// <param name="unknownId">Stands for characters that are not in the vocabulary; null: they are left out.</param>
    /// <param name="fuseUnknown">Neighbouring unknown characters become one token.</param>
    /// <param name="ignoreMerges">A word that is itself a token is taken whole, even where merges would not give it.</param>
    /// <param name="bytes">The tokens that stand for the bytes of a character that is not in the vocabulary; null: none do.</param>
    /// <param name="affixes">How characters inside and at the end of a word are written; null: as they are.</param>
    public BytePairModel(
        Vocabulary vocabulary,
        BytePairMerges merges,
        int? unknownId,
        bool fuseUnknown,
        bool ignoreMerges,
        ByteTokens? bytes = null,
        BytePairAffixes? affixes = null)
    {
        Vocabulary = vocabulary;
        _merges = merges;
        _unknownId = unknownId;
        _fuseUnknown = fuseUnknown;
        _ignoreMerges = ignoreMerges;
        _bytes = bytes;
        _affixes = affixes;

        // Only where a token is what its characters are, side by side, and a part that is a token must still be merged.
        _seams = affixes is null && !ignoreMerges ? new Lazy<BytePairSeams>(() => new BytePairSeams(vocabulary)) : null;
        _cached = _cache.GetAlternateLookup<ReadOnlySpan<char>>();
    }

    public Vocabulary Vocabulary { get; }

    public void Tokenize(AlignedText word, EncodingBuilder tokens)
    {
        if (word.Length <= LongestCachedWord || _seams is null)
        {
            TokenizePart(word, tokens);
            return;
        }

        for (var at = 0; at < word.Length;)
        {
            var length = _seams.Value.FirstLength(word.Span[at..]);
            TokenizePart(word.Slice(at, length), tokens);
            at += length;
        }
    }

    private void TokenizePart(AlignedText word, EncodingBuilder tokens)
    {
        foreach (var part in TokensOf(word.Span))
        {
            Vocabulary.TryGetToken(part.Id, out var token);
            tokens.Add(part.Id, token!, word.RangeOf(part.Start, part.Length));
        }
    }

    private BytePairToken[] TokensOf(ReadOnlySpan<char> word)
    {
        if (word.Length > LongestCachedWord)
        {
            return Merge(word);
        }

        if (!_cached.TryGetValue(word, out var tokens))
        {
            tokens = Merge(word);
            if (_cacheCount < CachedWords && _cached.TryAdd(word, tokens))
            {
                Interlocked.Increment(ref _cacheCount);
            }
        }

        return tokens;
    }

    private BytePairToken[] Merge(ReadOnlySpan<char> word)
    {
        if (_ignoreMerges && Vocabulary.TryGetId(word, out var whole))
        {
            return [new BytePairToken(whole, 0, word.Length)];
        }

        var symbols = new BytePairWord(word.Length);
        var unknownStart = -1;
        for (var at = 0; at < word.Length;)
        {
            Rune.DecodeFromUtf16(word[at..], out _, out var width);
            var character = _affixes is null ? word.Slice(at, width) : _affixes.Write(word, at, width);
            if (Vocabulary.TryGetId(character, out var id))
            {
                AddUnknown(symbols, ref unknownStart, at);
                symbols.Add(id, at, width);
            }
            else if (_bytes?.IdsOf(character) is { } bytes)
            {
                AddUnknown(symbols, ref unknownStart, at);
                foreach (var value in bytes)
                {
                    symbols.Add(value, at, width);
                }
            }
            else if (_unknownId is not null)
            {
                if (!_fuseUnknown)
                {
                    AddUnknown(symbols, ref unknownStart, at);
                }

                unknownStart = unknownStart < 0 ? at : unknownStart;
            }

            at += width;
        }

        AddUnknown(symbols, ref unknownStart, word.Length);
        return symbols.Merge(_merges);
    }

    private void AddUnknown(BytePairWord symbols, ref int start, int end)
    {
        if (start >= 0)
        {
            symbols.Add(_unknownId!.Value, start, end - start);
            start = -1;
        }
    }
}
