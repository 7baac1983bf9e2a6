using Heed.Models;
using Heed.Models.Tokenizers;

namespace Heed.Lens.Metrics;

/// <summary>An answer as the tokens a model would have to give.</summary>
internal static class AnswerTokens
{
    /// <summary>The tokens of an answer.</summary>
    /// <param name="model">The model.</param>
    /// <param name="prompt">What stands before it; null where nothing does.</param>
    /// <param name="answer">The words.</param>
    /// <param name="option">What it is called in messages.</param>
    /// <exception cref="HeedException">It is empty, or not in the vocabulary.</exception>
    public static int[] Of(LanguageModel model, string? prompt, string answer, string option)
    {
        if (string.IsNullOrWhiteSpace(answer)) throw new HeedException($"{option}: expected a word; got an empty text.");
        Tokenizer tokenizer = model.RequireTokenizer();
        // Words begin with their space in most vocabularies.
        string spaced = prompt is { Length: > 0 } && !char.IsWhiteSpace(prompt[^1]) && char.IsLetterOrDigit(answer[0]) ? " " + answer : answer;
        int[] tokens = After(tokenizer, prompt ?? "", spaced) ?? Plain(tokenizer.Encode(spaced));
        if (tokens.Length == 0) throw new HeedException($"{option}: '{answer}' makes no token of {model.Name}.");
        int? unknown = tokenizer.TokenToId("[UNK]") ?? tokenizer.TokenToId("<unk>");
        if (unknown is { } id && tokens.Contains(id))
            throw new HeedException($"{option}: '{answer}' is not in the vocabulary of {model.Name}; it cannot be its answer. "
                + $"{NearestWords.Hint(model, answer)}Choose another word.");
        return tokens;
    }

    /// <summary>The words of tokens, for people; the tokens themselves where they make none.</summary>
    public static string Show(LanguageModel model, ReadOnlySpan<int> tokens)
    {
        Tokenizer tokenizer = model.RequireTokenizer();
        string words = tokenizer.Decode(tokens.ToArray(), skipSpecialTokens: false).Trim();
        return words.Length > 0 ? words : string.Concat(tokens.ToArray().Select(token => tokenizer.FindToken(token) ?? $"token {token}"));
    }

    /// <summary>What the whole text has beyond the prompt's tokens; null where the two do not part at a token.</summary>
    private static int[]? After(Tokenizer tokenizer, string prompt, string answer)
    {
        if (prompt.Length == 0) return null;
        int[] before = WithoutEnd(tokenizer.Encode(prompt)), whole = WithoutEnd(tokenizer.Encode(prompt + answer));
        return whole.Length > before.Length && whole.AsSpan(0, before.Length).SequenceEqual(before) ? whole[before.Length..] : null;
    }

    private static int[] WithoutEnd(Encoding encoding)
    {
        int end = encoding.Ids.Length;
        while (end > 0 && encoding.SpecialMask[end - 1]) end--;
        return encoding.Ids[..end];
    }

    private static int[] Plain(Encoding encoding) => [.. encoding.Ids.Where((_, i) => !encoding.SpecialMask[i])];
}
