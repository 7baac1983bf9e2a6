using System.Buffers;

namespace Heed.Models.Tokenizers;

/// <summary>
/// Unigram: of all ways to write a word in tokens the one with the highest sum of scores, found by one pass over the word (Viterbi).
/// Characters that no token covers score 10 less than the worst token; neighbouring ones are one unknown piece.
/// </summary>
/// <remarks>Source: Kudo, "Subword Regularization" (2018); SentencePiece.</remarks>
internal sealed class UnigramModel : ITokenModel
{
    private const double UnknownPenalty = 10;

    private readonly double[] _scores;
    private readonly int? _unknownId;
    private readonly ByteTokens? _bytes;
    private readonly TokenTrie _trie = new();
    private readonly double _unknownScore;

    /// <param name="vocabulary">All tokens; their ids are 0, 1, 2, ….</param>
    /// <param name="scores">The logarithm of each token's probability.</param>
    /// <param name="unknownId">Stands for what no token covers; null: such a word is an error.</param>
    /// <param name="bytes">The tokens that stand for the bytes of an unknown piece; null: it stays unknown.</param>
    public UnigramModel(Vocabulary vocabulary, double[] scores, int? unknownId, ByteTokens? bytes)
    {
        Vocabulary = vocabulary;
        _scores = scores;
        _unknownId = unknownId;
        _bytes = bytes;
        _unknownScore = scores.DefaultIfEmpty(0).Min() - UnknownPenalty;
        foreach (var (token, id) in vocabulary.Tokens)
        {
            _trie.Add(token, id);
        }
    }

    public Vocabulary Vocabulary { get; }

    public void Tokenize(AlignedText word, EncodingBuilder tokens)
    {
        // Where the best path to each place comes from, and by which token (−1: unknown). All in one rented array of a long word.
        var span = word.Span;
        var steps = ArrayPool<Step>.Shared.Rent(span.Length + 1);
        try
        {
            FindPath(span, steps);
            var count = Reverse(steps, span.Length);
            for (var i = 0; i < count; i++)
            {
                var (id, start, _) = steps[i];
                var end = i + 1 < count ? steps[i + 1].From : span.Length;
                if (id >= 0 && Vocabulary.TryGetToken(id, out var token))
                {
                    tokens.Add(id, token, word.RangeOf(start, end - start));
                }
                else
                {
                    AddUnknown(word.Slice(start, end - start), tokens);
                }
            }
        }
        finally
        {
            ArrayPool<Step>.Shared.Return(steps);
        }
    }

    private void FindPath(ReadOnlySpan<char> word, Step[] steps)
    {
        for (var at = 0; at <= word.Length; at++)
        {
            steps[at] = new Step(-1, -1, 0);
        }

        for (var at = 0; at < word.Length;)
        {
            var width = char.IsHighSurrogate(word[at]) ? 2 : 1;
            var score = steps[at].Score;
            var hasSingle = false;
            var node = TokenTrie.Root;
            for (var end = at; end < word.Length && _trie.TryStep(node, word[end], out node);)
            {
                end++;
                if (_trie.ValueAt(node) is var id and >= 0)
                {
                    Offer(ref steps[end], new Step(id == _unknownId ? -1 : id, at, score + _scores[id]));
                    hasSingle |= end - at == width;
                }
            }

            if (!hasSingle)
            {
                Offer(ref steps[at + width], new Step(-1, at, score + _unknownScore));
            }

            at += width;
        }
    }

    private static void Offer(ref Step best, Step step)
    {
        if (best.From < 0 || step.Score > best.Score)
        {
            best = step;
        }
    }

    // Follows the path back from the end and lays its pieces at the front, in order; returns how many. Unknown neighbours become one.
    private static int Reverse(Step[] steps, int length)
    {
        var count = 0;
        for (var end = length; end > 0;)
        {
            var step = steps[end];
            end = step.From;

            // Pieces end up at the back of the array, where the path has already passed.
            if (count > 0 && step.Id < 0 && steps[length + 1 - count].Id < 0)
            {
                steps[length + 1 - count] = step;
            }
            else
            {
                count++;
                steps[length + 1 - count] = step;
            }
        }

        Array.Copy(steps, length + 1 - count, steps, 0, count);
        return count;
    }

    // What is unknown piece by piece can still be a token as a whole.
    private void AddUnknown(AlignedText piece, EncodingBuilder tokens)
    {
        var range = piece.RangeOf(0, piece.Length);
        var text = piece.ToString();
        if (Vocabulary.TryGetId(text, out var id))
        {
            tokens.Add(id, text, range);
        }
        else if (_bytes is null || !_bytes.TryAdd(text, range, tokens))
        {
            tokens.Add(
                _unknownId ?? throw new HeedException(
                    $"tokenizer: no token covers '{text}', and the file names no unknown token (unk_id). Leave it out of the text."),
                text,
                range);
        }
    }

    /// <param name="Id">The token that ends here; −1: an unknown character.</param>
    /// <param name="From">Where it begins; −1: nothing ends here.</param>
    /// <param name="Score">Of the best path up to here.</param>
    private readonly record struct Step(int Id, int From, double Score);
}
