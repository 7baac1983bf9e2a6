using System.Globalization;

namespace Heed.Models.Training.TinyEnglish;

/// <summary>
/// A family that fills a length: facts, each a name of two words and a number, then questions about some of them. Lengths and numbers of questions
/// are drawn evenly on a logarithmic scale, so that most texts are short and every length comes; half of the texts ask as much as there is room for.
/// </summary>
internal abstract class LongFamily(string name) : FreeFamily(name)
{
    // Most questions of a text: from then on more of them teach little.
    private const int MostQuestions = 64;

    private const int LeastNumber = 10, Numbers = 90;

    /// <summary>Names there are: a first word and a second.</summary>
    protected static int NameCount => WordLists.KeyNames.Count * WordLists.Items.Count;

    /// <summary>Tokens of a question with its answer.</summary>
    protected abstract int QuestionLength { get; }

    protected override Draft Write(ref Randomness random, in Difficulty difficulty)
    {
        (int shortest, int longest) = difficulty.Tokens;
        int length = LogUniform(ref random, shortest, longest) - 1; // a start token comes before it
        int most = Math.Clamp(length / (2 * QuestionLength), 1, MostQuestions);
        int questions = random.NextInt(2) == 0 ? most : LogUniform(ref random, 1, most);
        int[] names = random.Distinct(NameCount, NameCount);
        string[] body = Body(ref random, length - questions * QuestionLength, names, out (int Name, int Number)[] facts);

        var draft = new Draft();
        foreach (string statement in body) draft.Write(statement);
        foreach (int asked in random.Distinct(Math.Min(questions, facts.Length), facts.Length))
            draft.Write(Question(NameOf(facts[asked].Name))).Answer(facts[asked].Number.ToString(CultureInfo.InvariantCulture)).Write(AfterAnswer);
        return draft;
    }

    /// <summary>Statements of at most <paramref name="tokens"/> tokens together, each with a space at its end.</summary>
    /// <param name="random">What they are drawn from.</param>
    /// <param name="tokens">How long they may be.</param>
    /// <param name="names">All names in random order.</param>
    /// <param name="facts">What was stated; one at least.</param>
    protected abstract string[] Body(ref Randomness random, int tokens, int[] names, out (int Name, int Number)[] facts);

    /// <summary>The question up to its answer.</summary>
    protected virtual string Question(string name) => KeyFact.Question(name);

    /// <summary>What follows an answer.</summary>
    protected virtual string AfterAnswer => ". ";

    /// <summary>The two words of a name.</summary>
    protected static string NameOf(int name) => $"{WordLists.KeyNames[name / WordLists.Items.Count]} {WordLists.Items[name % WordLists.Items.Count]}";

    protected static int DrawNumber(ref Randomness random) => LeastNumber + random.NextInt(Numbers);

    private protected static int LogUniform(ref Randomness random, int least, int most)
        => Math.Min(most, (int)(least * Math.Pow((most + 1.0) / least, random.NextDouble())));
}
