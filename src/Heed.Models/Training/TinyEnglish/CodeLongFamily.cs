namespace Heed.Models.Training.TinyEnglish;

/// <summary>As many assignments as fill the text, every variable set once: "let amber lamp = 42; … print amber lamp gives 42;".</summary>
internal sealed class CodeLongFamily() : LongFamily("code_long")
{
    private const int StatementLength = 6;

    protected override int QuestionLength => 6;

    protected override string AfterAnswer => "; ";

    protected override string[] Body(ref Randomness random, int tokens, int[] names, out (int Name, int Number)[] facts)
    {
        facts = new (int, int)[Math.Clamp(tokens / StatementLength, 1, names.Length)];
        var body = new string[facts.Length];
        for (int i = 0; i < facts.Length; i++)
        {
            facts[i] = (names[i], DrawNumber(ref random));
            body[i] = $"let {NameOf(facts[i].Name)} = {facts[i].Number}; ";
        }
        return body;
    }

    protected override string Question(string name) => $"print {name} gives ";
}
