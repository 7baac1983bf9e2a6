using Heed.Models.Tokenizers;
using Heed.Models.Training.TinyEnglish;

namespace Heed.Models.Training;

/// <summary>A tiny-english sentence as tokens, with the tokens of its answers.</summary>
/// <param name="Ids">All tokens, special ones included.</param>
/// <param name="Answers">For each answer the places of its tokens.</param>
/// <param name="Pronouns">For each pronoun its place, and the token of the word it stands for.</param>
/// <param name="IsSpecial">For each token whether the template added it.</param>
internal sealed record SentenceTokens(int[] Ids, int[][] Answers, (int Place, int Referent)[] Pronouns, bool[] IsSpecial)
{
    /// <summary>Encodes a sentence.</summary>
    public static SentenceTokens Of(Sentence sentence, Tokenizer tokenizer)
    {
        Encoding encoding = tokenizer.Encode(sentence.Text);
        var answers = new int[sentence.Answers.Count][];
        for (int a = 0; a < answers.Length; a++) answers[a] = Places(encoding, sentence.Answers[a].Start, sentence.Answers[a].Length);
        var pronouns = new (int, int)[sentence.Pronouns.Count];
        for (int p = 0; p < pronouns.Length; p++)
        {
            PronounSpan pronoun = sentence.Pronouns[p];
            int referent = WordStart(sentence.Text, pronoun.Referent);
            pronouns[p] = (Places(encoding, pronoun.Start, pronoun.Length)[0], encoding.Ids[Places(encoding, referent, pronoun.Referent.Length)[0]]);
        }
        return new SentenceTokens(encoding.Ids, answers, pronouns, encoding.SpecialMask);
    }

    /// <summary>Where words first stand on their own: "box" is not in "toolbox".</summary>
    private static int WordStart(string text, string words)
    {
        for (int at = text.IndexOf(words, StringComparison.Ordinal); ; at = text.IndexOf(words, at + 1, StringComparison.Ordinal))
        {
            int end = at + words.Length;
            if ((at == 0 || !char.IsLetter(text[at - 1])) && (end == text.Length || !char.IsLetter(text[end]))) return at;
        }
    }

    private static int[] Places(Encoding encoding, int start, int length)
    {
        var places = new List<int>(2);
        for (int i = 0; i < encoding.Ids.Length; i++)
            if (!encoding.SpecialMask[i] && encoding.Offsets[i].Start < start + length && encoding.Offsets[i].End > start) places.Add(i);
        return [.. places];
    }
}
