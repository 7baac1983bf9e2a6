namespace Heed.Models.Training.TinyEnglish;

/// <summary>How the long families state a code and ask for it.</summary>
public static class KeyFact
{
    /// <summary>Tokens of <see cref="Statement"/>, where every word is one.</summary>
    internal const int StatementLength = 8;

    /// <summary>Tokens of <see cref="Question"/> with the answer and the period after it.</summary>
    internal const int QuestionLength = 12;

    /// <summary>The sentence that tells a code.</summary>
    public static string Statement(string name, int number) => $"The code of {name} is {number}.";

    /// <summary>The question, up to the answer.</summary>
    public static string Question(string name) => $"What is the code of {name}? It is ";

    /// <summary>Words, numbers and marks of a text: its tokens, where every word is one.</summary>
    internal static int Length(string text)
    {
        int pieces = 0;
        for (int i = 0; i < text.Length; i++)
        {
            bool word = char.IsLetterOrDigit(text[i]);
            if (text[i] != ' ' && !(word && i > 0 && char.IsLetterOrDigit(text[i - 1]))) pieces++;
        }
        return pieces;
    }
}
