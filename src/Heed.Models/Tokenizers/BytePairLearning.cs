using System.Runtime.InteropServices;

namespace Heed.Models.Tokenizers;

/// <summary>
/// Learns merges from counted words. The most frequent pair is merged; of equally frequent ones that with the lowest left id,
/// then the lowest right id. Only the words that hold the pair are rewritten.
/// </summary>
internal sealed class BytePairLearning
{
    private readonly List<string> _tokens = [];
    private readonly Dictionary<string, int> _ids = new(StringComparer.Ordinal);
    private readonly HashSet<string> _specialTokens;
    private readonly List<(string Left, string Right)> _merges = [];
    private readonly int[][] _words;
    private readonly long[] _wordCounts;
    private readonly long _minimumFrequency;
    private readonly Dictionary<(int Left, int Right), long> _counts = [];
    private readonly Dictionary<(int Left, int Right), HashSet<int>> _wordsWith = [];
    private readonly PriorityQueue<(int Left, int Right), (long NegatedCount, int Left, int Right)> _candidates = new();

    public BytePairLearning(IReadOnlyList<string> specialTokens, List<(string Word, long Count)> words, int minimumFrequency)
    {
        _specialTokens = new HashSet<string>(specialTokens, StringComparer.Ordinal);
        _minimumFrequency = minimumFrequency;
        foreach (var token in specialTokens)
        {
            AddToken(token);
        }

        foreach (var unit in Enumerable.Range(0, 256).Select(value => ByteAlphabet.Of((byte)value)).Order())
        {
            AddToken(unit.ToString());
        }

        _words = [.. words.Select(word => word.Word.Select(unit => _ids[unit.ToString()]).ToArray())];
        _wordCounts = [.. words.Select(word => word.Count)];
        var changed = new HashSet<(int Left, int Right)>();
        for (var i = 0; i < _words.Length; i++)
        {
            Count(i, _wordCounts[i], changed);
        }

        Offer(changed);
    }

    /// <summary>All tokens; the index is the id.</summary>
    public IReadOnlyList<string> Tokens => _tokens;

    /// <summary>The merges learned, in order.</summary>
    public IReadOnlyList<(string Left, string Right)> Merges => _merges;

    /// <summary>Learns until there are <paramref name="vocabularySize"/> tokens or no pair is frequent enough.</summary>
    public void GrowTo(int vocabularySize)
    {
        while (_tokens.Count < vocabularySize && _candidates.TryDequeue(out var pair, out var priority))
        {
            var count = _counts[pair];
            if (count != -priority.NegatedCount)
            {
                // Counts fall without notice to the queue; the pair returns to its place.
                OfferOne(pair, count);
            }
            else if (!_specialTokens.Contains(_tokens[pair.Left] + _tokens[pair.Right]))
            {
                Learn(pair);
            }
        }
    }

    private void Learn((int Left, int Right) pair)
    {
        var (left, right) = (_tokens[pair.Left], _tokens[pair.Right]);
        _merges.Add((left, right));

        // Another merge may have made the same text before.
        var merged = _ids.TryGetValue(left + right, out var known) ? known : AddToken(left + right);
        var changed = new HashSet<(int Left, int Right)>();
        foreach (var word in _wordsWith[pair].ToArray())
        {
            Count(word, -_wordCounts[word], null);
            _words[word] = Replaced(_words[word], pair, merged);
            Count(word, _wordCounts[word], changed);
        }

        _wordsWith.Remove(pair);
        Offer(changed);
    }

    private int AddToken(string token)
    {
        _ids.Add(token, _tokens.Count);
        _tokens.Add(token);
        return _tokens.Count - 1;
    }

    // Adds the word's pairs to the counts (or takes them away), and notes them.
    private void Count(int word, long count, HashSet<(int Left, int Right)>? changed)
    {
        var symbols = _words[word];
        for (var i = 0; i + 1 < symbols.Length; i++)
        {
            var pair = (symbols[i], symbols[i + 1]);
            CollectionsMarshal.GetValueRefOrAddDefault(_counts, pair, out _) += count;
            if (changed is not null)
            {
                changed.Add(pair);
                (CollectionsMarshal.GetValueRefOrAddDefault(_wordsWith, pair, out _) ??= []).Add(word);
            }
        }
    }

    private void Offer(HashSet<(int Left, int Right)> pairs)
    {
        foreach (var pair in pairs)
        {
            OfferOne(pair, _counts[pair]);
        }
    }

    private void OfferOne((int Left, int Right) pair, long count)
    {
        if (count >= _minimumFrequency)
        {
            _candidates.Enqueue(pair, (-count, pair.Left, pair.Right));
        }
    }

    private static int[] Replaced(int[] symbols, (int Left, int Right) pair, int merged)
    {
        var result = new List<int>(symbols.Length);
        for (var i = 0; i < symbols.Length; i++)
        {
            if (i + 1 < symbols.Length && symbols[i] == pair.Left && symbols[i + 1] == pair.Right)
            {
                result.Add(merged);
                i++;
            }
            else
            {
                result.Add(symbols[i]);
            }
        }

        return [.. result];
    }
}
