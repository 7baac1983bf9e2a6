using Heed.Lens;
using Heed.Models;

namespace Heed.Studio.Safety;

/// <summary>Checks of what a request brings, before anything is computed.</summary>
internal static class Limits
{
    private const int WordsLength = 2000;

    /// <summary>A text that is short enough and not empty.</summary>
    /// <exception cref="TooLargeException">It is too long.</exception>
    /// <exception cref="HeedException">It is empty.</exception>
    public static string Text(string? text, StudioOptions options, string name = "text")
    {
        if (string.IsNullOrWhiteSpace(text)) throw new HeedException($"{name}: expected some words; got an empty text.");
        if (text.Length > options.TextLength) throw new TooLargeException($"{name}: expected at most {options.TextLength} characters; got {text.Length}. Shorten it.");
        // A half of a surrogate pair is no character; it would come back as another one.
        return text.EnumerateRunes().Contains(System.Text.Rune.ReplacementChar) && !text.Contains('\uFFFD')
            ? throw new HeedException($"{name}: expected whole characters; it holds half of one (a lone surrogate). Type it again.") : text;
    }

    /// <summary>A name or a few words to look for; null where nothing is given.</summary>
    /// <exception cref="TooLargeException">It is too long.</exception>
    public static string? Words(string? text, string name)
        => text is not { Length: > WordsLength } ? string.IsNullOrEmpty(text) ? null : text
            : throw new TooLargeException($"{name}: expected at most {WordsLength} characters; got {text.Length}. Shorten it.");

    /// <summary>How many of a long list are sent at once.</summary>
    /// <exception cref="HeedException">A number is below 0.</exception>
    /// <exception cref="TooLargeException">More are asked for than are sent at once.</exception>
    public static (int Skip, int Take) Part(int skip, int take, int most)
    {
        if (skip < 0 || take < 1) throw new HeedException($"skip, take: expected a beginning from 0 on and at least 1; got {skip} and {take}.");
        return take <= most ? (skip, take) : throw new TooLargeException($"take: expected at most {most}; got {take}. Ask for the next ones with skip.");
    }

    /// <summary>A text as a model reads it.</summary>
    /// <exception cref="TooLargeException">It is too long.</exception>
    /// <exception cref="HeedException">It is empty, or longer than the model's window.</exception>
    public static ReadText Read(LanguageModel model, string? text, StudioOptions options, string name = "text")
    {
        ReadText read = ReadText.Of(model, Text(text, options, name));
        return read.Length <= options.Tokens ? read
            : throw new TooLargeException($"{name}: expected at most {options.Tokens} tokens; got {read.Length}. Shorten it; the Map page takes longer ones.");
    }
}
