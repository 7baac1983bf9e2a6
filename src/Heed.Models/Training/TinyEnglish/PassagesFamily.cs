namespace Heed.Models.Training.TinyEnglish;

/// <summary>
/// Passages of one form, a sentence of another family and a code; the codes of some are asked for: the gold passage among distractors (Liu et al. 2023).
/// </summary>
internal sealed class PassagesFamily() : LongFamily("passages")
{
    protected override int QuestionLength => KeyFact.QuestionLength;

    protected override string[] Body(ref Randomness random, int tokens, int[] names, out (int Name, int Number)[] facts)
    {
        var told = new List<(int, int)>();
        var body = new List<string>();
        for (int left = tokens - KeyFact.StatementLength; told.Count == 0 || (left > 0 && told.Count < names.Length);)
        {
            string sentence = Filler.Sentence(ref random);
            left -= KeyFact.StatementLength + KeyFact.Length(sentence);
            if (left < -KeyFact.StatementLength) sentence = "";
            (int name, int number) = (names[told.Count], DrawNumber(ref random));
            told.Add((name, number));
            body.Add((sentence.Length > 0 ? sentence + " " : "") + KeyFact.Statement(NameOf(name), number) + " ");
        }
        facts = [.. told];
        return [.. body];
    }
}
