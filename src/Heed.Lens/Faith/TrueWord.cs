using Heed.Models.Training.TinyEnglish;

namespace Heed.Lens.Faith;

/// <summary>The word of a sentence of tiny English that must be used to answer it: the earlier place of the answer, or for the agreement of a verb its subject.</summary>
public static class TrueWord
{
    /// <summary>The families that have one.</summary>
    public static IReadOnlyList<string> Families { get; } = ["fits", "overhead", "clause", "object_clause", "agreement", "give", "support", "code", "keys", "repeat"];

    /// <summary>Its characters.</summary>
    /// <param name="sentence">The sentence.</param>
    /// <param name="answer">Which of its answers is asked for.</param>
    /// <exception cref="ArgumentException">The sentence does not hold it.</exception>
    public static (int Start, int End) Of(Sentence sentence, AnswerSpan answer)
    {
        // "The dogs that chased the cat were tired": the second word.
        if (sentence.Family == "agreement") return (4, sentence.Text.IndexOf(' ', 4));
        string words = sentence.Text.Substring(answer.Start, answer.Length);
        for (int at = sentence.Text.IndexOf(words, StringComparison.Ordinal); at >= 0 && at < answer.Start; at = sentence.Text.IndexOf(words, at + 1, StringComparison.Ordinal))
        {
            int end = at + words.Length;
            if ((at == 0 || !char.IsLetterOrDigit(sentence.Text[at - 1])) && !char.IsLetterOrDigit(sentence.Text[end])) return (at, end);
        }
        throw new ArgumentException($"sentence: expected '{words}' earlier in '{sentence.Text}'.", nameof(sentence));
    }
}
