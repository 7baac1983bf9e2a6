using System.Text;
using System.Text.Json;
using Heed.Prompts.Values;

namespace Heed.Prompts.Assertions.Kinds;

/// <summary>The value of <c>contains-any</c> and its like: a list, or a text with commas.</summary>
internal static class TextLists
{
    /// <summary>Reads it.</summary>
    /// <exception cref="HeedException">It is neither, or empty.</exception>
    public static IReadOnlyList<string> Read(AssertionContext context) => context.Value.ValueKind switch
    {
        JsonValueKind.Array => [.. context.Value.EnumerateArray().Select(JsonText.Show)],
        JsonValueKind.String when context.Value.GetString() is { Length: > 0 } text => Split(text),
        _ => throw context.WrongValue("a list of texts, or a text with commas,"),
    };

    /// <summary>Parts between commas, trimmed; a comma inside double quotes does not part, and two quotes inside quotes are one.</summary>
    public static IReadOnlyList<string> Split(string text)
    {
        var parts = new List<string>();
        for (int i = 0; i <= text.Length; i++)
        {
            while (i < text.Length && char.IsWhiteSpace(text[i])) i++;
            int comma = text.IndexOf(',', i);
            int end = comma < 0 ? text.Length : comma;
            if (i < text.Length && text[i] == '"' && Quoted(text, i, out string quoted) is var close && close > 0)
            {
                parts.Add(quoted);
                end = close;
            }
            else parts.Add(text[i..end].Trim());
            i = end;
        }
        return parts;
    }

    // What stands in quotes, and where the comma or the end behind it is; 0 where the quotes do not close before one.
    private static int Quoted(string text, int start, out string quoted)
    {
        var inside = new StringBuilder();
        int i = start + 1;
        for (; i < text.Length; i++)
        {
            if (text[i] != '"') inside.Append(text[i]);
            else if (i + 1 < text.Length && text[i + 1] == '"') inside.Append(text[i++]);
            else break;
        }
        quoted = inside.ToString();
        if (i++ >= text.Length) return 0;
        while (i < text.Length && char.IsWhiteSpace(text[i])) i++;
        return i == text.Length || text[i] == ',' ? i : 0;
    }
}
