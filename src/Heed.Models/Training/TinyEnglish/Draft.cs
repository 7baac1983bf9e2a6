using System.Text;

namespace Heed.Models.Training.TinyEnglish;

/// <summary>A sentence being written, which remembers where its answers and pronouns come to stand.</summary>
internal sealed class Draft
{
    private readonly StringBuilder _text = new();
    private readonly List<AnswerSpan> _answers = [];
    private readonly List<PronounSpan> _pronouns = [];

    public Draft Write(string text)
    {
        _text.Append(text);
        return this;
    }

    public Draft Answer(string words)
    {
        _answers.Add(new AnswerSpan(_text.Length, words.Length));
        return Write(words);
    }

    public Draft It(string referent)
    {
        _pronouns.Add(new PronounSpan(_text.Length, "it".Length, referent));
        return Write("it");
    }

    public Sentence Finish(string family, Split split, string variant, (int First, int Second)? pair = null) =>
        new(family, _text.ToString().TrimEnd(), _answers, split == Split.HeldOut, _pronouns, pair, variant);
}
