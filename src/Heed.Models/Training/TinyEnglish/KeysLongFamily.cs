namespace Heed.Models.Training.TinyEnglish;

/// <summary>As <see cref="KeysFamily"/>, with as many pairs as fill the text: "The code of amber lamp is 42. … What is the code of amber lamp? It is
/// 42."</summary>
internal sealed class KeysLongFamily() : LongFamily("keys_long")
{
    protected override int QuestionLength => KeyFact.QuestionLength;

    protected override string[] Body(ref Randomness random, int tokens, int[] names, out (int Name, int Number)[] facts)
    {
        facts = new (int, int)[Math.Clamp(tokens / KeyFact.StatementLength, 1, names.Length)];
        var body = new string[facts.Length];
        for (int i = 0; i < facts.Length; i++)
        {
            facts[i] = (names[i], DrawNumber(ref random));
            body[i] = KeyFact.Statement(NameOf(facts[i].Name), facts[i].Number) + " ";
        }
        return body;
    }
}
