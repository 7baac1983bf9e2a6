namespace Heed.Models.Training.TinyEnglish;

/// <summary>
/// A few codes told among sentences of the other families, and asked for at the end: "The fox chased the dog. The code of amber lamp is 42. … What is
/// the code of amber lamp? It is 42." (needle in a haystack).
/// </summary>
internal sealed class NeedleFamily() : LongFamily("needle")
{
    private const int MostNeedles = 12;

    protected override int QuestionLength => KeyFact.QuestionLength;

    protected override string[] Body(ref Randomness random, int tokens, int[] names, out (int Name, int Number)[] facts)
    {
        int most = Math.Clamp(tokens / (4 * KeyFact.StatementLength), 1, MostNeedles);
        facts = new (int, int)[LogUniform(ref random, 1, most)];
        List<string> filler = Filler.Sentences(ref random, tokens - facts.Length * KeyFact.StatementLength);
        // Each fact goes before a sentence of its own, or behind the last: any order of facts and sentences is as likely as any other.
        var body = new string[filler.Count + facts.Length];
        int[] places = random.Distinct(facts.Length, body.Length);
        Array.Sort(places);
        for (int i = 0; i < facts.Length; i++)
        {
            facts[i] = (names[i], DrawNumber(ref random));
            body[places[i]] = KeyFact.Statement(NameOf(facts[i].Name), facts[i].Number) + " ";
        }
        int next = 0;
        for (int i = 0; i < body.Length; i++) body[i] ??= filler[next++] + " ";
        return body;
    }
}
