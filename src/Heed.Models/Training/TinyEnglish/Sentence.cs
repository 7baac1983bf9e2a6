namespace Heed.Models.Training.TinyEnglish;

/// <summary>One sentence of tiny English, with its truth. Two sentences are equal when family, text and split are.</summary>
/// <param name="Family">The name of the family, such as <c>fits</c>.</param>
/// <param name="Text">The whole sentence, answers included.</param>
/// <param name="Answers">Where the answers are, from left to right; one, except in <c>repeat</c>.</param>
/// <param name="HeldOut">Whether it was drawn from <see cref="Split.HeldOut"/>.</param>
/// <param name="Pronouns">The pronouns whose referent is known: "it" in <c>fits</c> and <c>overhead</c>.</param>
/// <param name="Pair">Positions of the two nouns in their lists, in the order of the held-out rule; none in free families.</param>
/// <param name="Variant">Which of the family's variants this is.</param>
public sealed record Sentence(
    string Family,
    string Text,
    IReadOnlyList<AnswerSpan> Answers,
    bool HeldOut,
    IReadOnlyList<PronounSpan> Pronouns,
    (int First, int Second)? Pair,
    string Variant)
{
    /// <summary>The words of one answer.</summary>
    public ReadOnlySpan<char> AnswerText(int answer) => Text.AsSpan(Answers[answer].Start, Answers[answer].Length);

    // The spans follow from the text, so lists that differ only as objects do not make two sentences different.
    public bool Equals(Sentence? other) =>
        other is not null && Family == other.Family && Text == other.Text && HeldOut == other.HeldOut;

    public override int GetHashCode() => HashCode.Combine(Family, Text, HeldOut);
}
