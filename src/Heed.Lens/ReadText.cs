using Heed.Models;
using Heed.Models.Tokenizers;

namespace Heed.Lens;

/// <summary>A text as a model reads it: its tokens, and the words they belong to.</summary>
public sealed partial class ReadText
{
    private ReadText(string text, Encoding encoding, IReadOnlyList<TextWord> words, int[] wordOf, bool isBeyondWindow)
        => (Text, Encoding, Words, WordOf, IsBeyondWindow) = (text, encoding, words, wordOf, isBeyondWindow);

    /// <summary>The text.</summary>
    public string Text { get; }

    /// <summary>Its tokens.</summary>
    public Encoding Encoding { get; }

    /// <summary>Its words, numbers and marks, in order.</summary>
    public IReadOnlyList<TextWord> Words { get; }

    /// <summary>For each token the word it belongs to; −1 for tokens the model adds.</summary>
    public IReadOnlyList<int> WordOf { get; }

    /// <summary>Number of tokens.</summary>
    public int Length => Encoding.Ids.Length;

    /// <summary>Whether it is longer than the model's window, which it is only where that was asked for.</summary>
    public bool IsBeyondWindow { get; }

    /// <summary>The tokens, as the model takes them.</summary>
    public TokenBatch Batch => new(Encoding.Ids) { BeyondWindow = IsBeyondWindow };

    /// <summary>Reads a text.</summary>
    /// <param name="model">The model.</param>
    /// <param name="text">The text.</param>
    /// <param name="beyondWindow">Whether it may be longer than the window, see <see cref="TokenBatch.BeyondWindow"/>.</param>
    /// <exception cref="HeedException">The text is empty, or longer than the model reads.</exception>
    public static ReadText Of(LanguageModel model, string text, bool beyondWindow = false)
    {
        if (string.IsNullOrWhiteSpace(text)) throw new HeedException("text: expected some words; got an empty text.");
        return Of(model, text, model.RequireTokenizer().Encode(text), beyondWindow);
    }

    /// <summary>The same of a text whose tokens are known, such as a conversation, whose template writes the special tokens itself.</summary>
    /// <param name="model">The model.</param>
    /// <param name="text">The text.</param>
    /// <param name="encoding">Its tokens.</param>
    /// <param name="beyondWindow">Whether it may be longer than the window, see <see cref="TokenBatch.BeyondWindow"/>.</param>
    /// <exception cref="HeedException">The text is longer than the model reads.</exception>
    public static ReadText Of(LanguageModel model, string text, Encoding encoding, bool beyondWindow = false)
    {
        Blueprint blueprint = model.Transformer.Blueprint;
        int window = blueprint.MaxPositions, length = encoding.Ids.Length;
        if (length > window && beyondWindow && !blueprint.CanReadBeyondWindow)
            throw new HeedException($"text too long: {length} tokens; {model.Name} has a table of {window} positions and cannot read beyond it. "
                + "Shorten the text or choose a model without such a table.");
        if (length > window && !beyondWindow)
            throw new HeedException($"text too long: {length} tokens; the window of {model.Name} is {window}. "
                + "Shorten the text or choose a model with a longer window.");
        List<TextWord> words = TextWord.Split(text);
        int[] ends = [.. words.Select(word => word.End)];
        int[] wordOf = [.. Enumerable.Range(0, encoding.Ids.Length).Select(i
            => encoding.SpecialMask[i] ? -1 : WordAt(encoding.Offsets[i].Start, encoding.Offsets[i].End))];
        return new ReadText(text, encoding, words, wordOf, length > window);

        // The first word that the characters touch; −1 for none.
        int WordAt(int start, int end)
        {
            int first = Array.BinarySearch(ends, start + 1);
            if (first < 0) first = ~first;
            return first < ends.Length && words[first].Start < end ? first : -1;
        }
    }

    /// <summary>Whether attention to a token counts as sink: tokens the model adds, or the first token where it adds none (Xiao et al. 2024).</summary>
    public bool IsSink(int token) => Encoding.SpecialMask.Contains(true) ? Encoding.SpecialMask[token] : token == 0;

    /// <summary>How a token is shown: its text without the space before it, or the token itself where the model adds it.</summary>
    public string Show(int token)
    {
        (int start, int end) = Encoding.Offsets[token];
        return Encoding.SpecialMask[token] || end <= start ? Encoding.Tokens[token] : Text[start..end].Trim() is { Length: > 0 } shown ? shown : "␣";
    }

    /// <summary>The token that stands for what <c>--from</c> names: a token's number, or a word (its last token); a number too large for a token may be a
    /// word of the text.</summary>
    /// <exception cref="HeedException">There is no such token or word, or the word occurs more than once; the message lists what there is.</exception>
    public int Find(string from)
    {
        if (int.TryParse(from, out int index))
        {
            if ((uint)index < (uint)Length) return index;
            if (Matches(StringComparison.Ordinal) is [int number]) return number; // a number that stands in the text
            throw new HeedException($"from: expected a token from 0 to {Length - 1}; got {index}. The tokens are {List(Enumerable.Range(0, Length))}.");
        }
        int[] found = Matches(StringComparison.Ordinal);
        if (found.Length == 0) found = Matches(StringComparison.OrdinalIgnoreCase);
        if (found.Length == 1) return found[0];
        throw new HeedException(found.Length == 0
            ? $"from: the text has no word '{from}'. Its tokens are {List(Enumerable.Range(0, Length))}."
            : $"from: the word '{from}' occurs {found.Length} times, as tokens {List(found)}. Give the number of the one you mean.");

        int[] Matches(StringComparison comparison)
            => [.. Enumerable.Range(0, Words.Count)
                .Where(w => string.Equals(Words[w].Text, from, comparison))
                .Select(w => Enumerable.Range(0, Length).LastOrDefault(t => WordOf[t] == w, -1)).Where(t => t >= 0)];

        string List(IEnumerable<int> tokens) => string.Join(", ", tokens.Select(t => $"{t} {Show(t)}"));
    }

    /// <summary>Words the model did not meet in training; empty when that is not known.</summary>
    public IReadOnlyList<string> UnknownWords(LanguageModel model)
        => model.KnownWords is not { } known ? [] : [.. Words.Where(w => w.IsWord && !known.Contains(w.Text)).Select(w => w.Text).Distinct()];
}
