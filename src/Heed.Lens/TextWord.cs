namespace Heed.Lens;

/// <summary>A word, number or single mark of a text.</summary>
/// <param name="Start">First character.</param>
/// <param name="End">One past the last.</param>
/// <param name="Text">The characters.</param>
public sealed record TextWord(int Start, int End, string Text)
{
    /// <summary>Whether it is made of letters or digits.</summary>
    public bool IsWord => char.IsLetterOrDigit(Text[0]);

    /// <summary>Splits a text: runs of letters, digits and inner apostrophes; every other mark alone; a mark in brackets such as [MASK] as one.</summary>
    public static List<TextWord> Split(string text)
    {
        var words = new List<TextWord>();
        for (int i = 0; i < text.Length;)
        {
            if (char.IsWhiteSpace(text[i]))
            {
                i++;
                continue;
            }
            int end = i + 1;
            if (char.IsLetterOrDigit(text[i]) || char.IsSurrogate(text[i]))
                while (end < text.Length && (char.IsLetterOrDigit(text[end]) || char.IsSurrogate(text[end]) || char.GetUnicodeCategory(text[end]) == System.Globalization.UnicodeCategory.NonSpacingMark || IsInnerApostrophe(text, end))) end++;
            else if (text[i] == '[' && text.IndexOf(']', i) is var close and > 0 && text.AsSpan(i + 1, close - i - 1).IndexOfAnyExceptInRange('A', 'Z') < 0)
                end = close + 1;
            words.Add(new TextWord(i, end, text[i..end]));
            i = end;
        }
        return words;
    }

    private static bool IsInnerApostrophe(string text, int at)
        => text[at] is '\'' or '’' && at + 1 < text.Length && char.IsLetter(text[at + 1]) && char.IsLetter(text[at - 1]);
}
