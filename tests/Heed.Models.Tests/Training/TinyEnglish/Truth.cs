using Heed.Models.Training.TinyEnglish;

namespace Heed.Models.Tests.Training.TinyEnglish;

/// <summary>The answers to a sentence, found by reading its text with no help from the generator.</summary>
internal static class Truth
{
    public static IReadOnlyList<string> Of(Sentence sentence)
    {
        string text = sentence.Text;
        string[] words = text.Split(' ');
        return sentence.Family switch
        {
            "fits" => [Fits(text)],
            "overhead" => [Between(text, "The ", " was too ")],
            "clause" => [words[1]],
            "object_clause" => [text.Contains("Who was ") ? words[1] : words[4]],
            "agreement" => [WordLists.Animals.Contains(words[1]) ? "was" : "were"],
            "give" => [words[7] == words[0] ? words[2] : words[0]],
            "support" => [Support(text)],
            "code" => [Code(text)],
            "keys" => [Keys(text)],
            "keys_all" => KeysAll(text),
            "code_all" => CodeAll(text),
            "keys_again" => Again(text, "The code of ", " is ", ". "),
            "code_again" => Again(text, "", " = ", "; "),
            "repeat" => Repeat(text),
            "keys_long" or "needle" or "passages" => KeysAll(text),
            "code_long" => CodeLong(text),
            _ => throw new ArgumentException(sentence.Family),
        };
    }

    private static string Fits(string text)
    {
        string size = Between(text, "it was too ", ".");
        if (WordLists.BigWords.Contains(size))
            return text.Contains(" would ") ? Between(text, "The ", " would not ") : Between(text, "The ", " did not ");
        Assert.Contains(size, WordLists.SmallWords);
        return text.Contains(" would ") ? Between(text, " fit in the ", " because") : Between(text, " fit into the ", ", since");
    }

    private static string Support(string text)
    {
        string failure = WordLists.Failures.Single(failure => text.Contains($" {failure} "));
        return Between(text, "The ", $" {failure}");
    }

    private static string Code(string text)
    {
        var values = new Dictionary<string, string>();
        string[] lines = text.Split("; ");
        foreach (string line in lines[..^1])
        {
            string[] sides = line.Split(" = ");
            values[sides[0]] = sides[1];
        }
        return values[Between(lines[^1], "print(", ") gives ")];
    }

    private static string Keys(string text)
    {
        string name = Between(text, "What is the code of ", "?");
        return Between(text, $"The code of {name} is ", ".");
    }

    private static string[] KeysAll(string text)
        => [.. text.Split("What is the code of ")[1..].Select(question => Between(text, $"The code of {question[..question.IndexOf('?')]} is ", "."))];

    private static string[] CodeAll(string text)
    {
        var values = new Dictionary<string, string>();
        var answers = new List<string>();
        foreach (string line in text.Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
        {
            if (line.StartsWith("print(", StringComparison.Ordinal)) answers.Add(values[Between(line, "print(", ")")]);
            else values[line.Split(" = ")[0]] = line.Split(" = ")[1];
        }
        Assert.Equal(values.Count, answers.Count);
        return [.. answers];
    }

    private static string[] CodeLong(string text)
        => [.. text.Split("print ")[1..].Select(question => Between(text, $"let {question[..question.IndexOf(" gives", StringComparison.Ordinal)]} = ", ";"))];

    /// <summary>Statements of which each name's second one says what its first one said.</summary>
    private static string[] Again(string text, string before, string verb, string between)
    {
        var said = new Dictionary<string, string>();
        var answers = new List<string>();
        foreach (string statement in (text + " ").Split(between, StringSplitOptions.RemoveEmptyEntries))
        {
            string[] sides = statement[before.Length..].Split(verb);
            if (!said.TryAdd(sides[0], sides[1])) answers.Add(said[sides[0]]);
        }
        Assert.Equal(said.Count, answers.Count);
        return [.. answers];
    }

    private static string[] Repeat(string text)
    {
        string[] copies = text.Split(" .");
        Assert.Equal(3, copies.Length);
        Assert.Equal("", copies[2]);
        Assert.Equal(copies[0], copies[1][1..]);
        return copies[0].Split(' ');
    }

    private static string Between(string text, string before, string after)
    {
        int start = text.IndexOf(before, StringComparison.Ordinal) + before.Length;
        return text[start..text.IndexOf(after, start, StringComparison.Ordinal)];
    }
}
