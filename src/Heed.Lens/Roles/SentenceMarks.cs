using Heed.Models;
using Heed.Models.Tokenizers;
using Heed.Models.Training.TinyEnglish;

namespace Heed.Lens.Roles;

/// <summary>Where a sentence must find which word.</summary>
internal sealed class SentenceMarks(Tokenizer tokenizer, Sentence sentence, IReadOnlyList<string> words, bool causal)
{
    private readonly Encoding _encoding = tokenizer.Encode(sentence.Text);

    /// <summary>The sentence with its marks; null where no word is a token's.</summary>
    public HeadSample? Sample()
    {
        var marks = new List<HeadMark>();
        int answerAt = sentence.Answers[0].Start;
        foreach (PronounSpan pronoun in sentence.Pronouns) Mark("coreference", Places(_encoding, pronoun.Start, pronoun.Length), pronoun.Referent);
        int[] ids = [.. _encoding.Ids], answer = Places(_encoding, answerAt, sentence.Answers[0].Length);
        if (causal && answer.Length > 0 && answer[0] > 0) Mark("answer", [answer[0] - 1], sentence.AnswerText(0).ToString());
        else if (!causal && (tokenizer.TokenToId("[MASK]") ?? tokenizer.TokenToId("<mask>")) is { } mask)
        {
            foreach (int place in answer) ids[place] = mask;
            Mark("answer", answer, sentence.AnswerText(0).ToString());
        }
        return marks.Count == 0 ? null : new HeadSample(HeadSampleKind.Marked, new TokenBatch(ids))
        {
            Marks = marks, Added = [.. Enumerable.Range(0, ids.Length).Where(i => _encoding.SpecialMask[i])],
        };

        void Mark(string question, int[] rows, string word)
        {
            if (rows.Length == 0 || Mentions(_encoding, sentence.Text, word, answerAt) is not { Length: > 0 } targets) return;
            int row = rows[0];
            int[] meant = [.. words.SelectMany(w => Mentions(_encoding, sentence.Text, w, answerAt)).Where(place => place != row && (!causal || place < row))];
            int nearest = meant.OrderBy(place => Math.Abs(place - row)).ThenBy(place => place).FirstOrDefault(-1);
            marks.Add(new HeadMark(question, row, targets, nearest));
        }
    }

    /// <summary>The tokens of a word wherever it stands on its own before a place of the text.</summary>
    public static int[] Mentions(Encoding encoding, string text, string word, int before)
    {
        var places = new List<int>();
        for (int at = -1; (at = text.IndexOf(word, at + 1, StringComparison.Ordinal)) >= 0 && at + word.Length <= before;)
            if ((at == 0 || !char.IsLetterOrDigit(text[at - 1])) && (at + word.Length == text.Length || !char.IsLetterOrDigit(text[at + word.Length])))
                places.AddRange(Places(encoding, at, word.Length));
        return [.. places];
    }

    /// <summary>The tokens of a stretch of the text.</summary>
    public static int[] Places(Encoding encoding, int start, int length)
        => [.. Enumerable.Range(0, encoding.Ids.Length)
            .Where(i => !encoding.SpecialMask[i] && encoding.Offsets[i].Start < start + length && encoding.Offsets[i].End > start)];
}
