using System.Text;

namespace Heed.Prompts.Traces.Datasets;

/// <summary>
/// Writes texts so that a reader of tests takes them as they stand. promptfoo renders values of variables and of assertions as templates, replaces
/// <c>{{name}}</c> in values even within raw, reads files for <c>file://</c>, drops a last line feed, and trims expectations of CSV.
/// </summary>
internal static class Literal
{
    private const string File = "file:";

    /// <summary>A text that renders to <paramref name="text"/>.</summary>
    /// <param name="text">The text.</param>
    /// <param name="isTrimmed">Whether blanks at its ends would be dropped.</param>
    public static string Of(string text, bool isTrimmed = false)
    {
        int start = isTrimmed ? text.Length - text.TrimStart().Length : 0;
        int end = isTrimmed ? Math.Max(start, text.TrimEnd().Length) : text.EndsWith('\n') ? text.Length - 1 : text.Length;
        var literal = new StringBuilder(Quoted(text[..start]));
        string middle = text[start..end];
        if (start == 0 && middle.StartsWith(File + "//", StringComparison.Ordinal))
        {
            literal.Append(Quoted(File));
            middle = middle[File.Length..];
        }
        for (int i = 0; i < middle.Length; i++)
            // A brace by itself begins nothing, and neither does what follows it.
            literal.Append(Begins(middle, i) ? "{{ \"{\" }}" : middle[i].ToString());
        return literal.Append(Quoted(text[end..])).ToString();
    }

    private static bool Begins(string text, int at) => text[at] == '{' && at + 1 < text.Length && "{%#".Contains(text[at + 1]);

    private static string Quoted(string text) => text.Length == 0 ? ""
        : $"{{{{ \"{text.Replace("\\", "\\\\").Replace("\"", "\\\"").Replace("\n", "\\n").Replace("\r", "\\r").Replace("\t", "\\t")}\" }}}}";
}
