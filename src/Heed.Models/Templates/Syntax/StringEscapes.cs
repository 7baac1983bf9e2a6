using System.Globalization;
using System.Text;

namespace Heed.Models.Templates.Syntax;

/// <summary>The escapes of texts in quotes, as Python reads them; an unknown one stays as it is.</summary>
internal static class StringEscapes
{
    private const string Plain = "\\'\"abfnrtv";
    private const string Meaning = "\\'\"\a\b\f\n\r\t\v";

    /// <summary>The same as nunjucks reads it: \n, \t and \r, and of any other escape the character behind the backslash.</summary>
    public static string ReadScript(string text)
    {
        var value = new StringBuilder(text.Length);
        for (int i = 0; i < text.Length; i++)
            value.Append(text[i] != '\\' || i + 1 == text.Length ? text[i] : text[++i] switch { 'n' => '\n', 't' => '\t', 'r' => '\r', var other => other });
        return value.ToString();
    }

    /// <summary>The value of what stands between the quotes.</summary>
    public static string Read(string text, Func<string, HeedException> error)
    {
        if (!text.Contains('\\')) return text;
        var value = new StringBuilder(text.Length);
        for (int i = 0; i < text.Length; i++)
        {
            if (text[i] != '\\' || i + 1 == text.Length)
            {
                value.Append(text[i]);
                continue;
            }
            char escape = text[++i];
            if (Plain.IndexOf(escape) is >= 0 and var plain) value.Append(Meaning[plain]);
            else if (escape is 'x' or 'u' or 'U') value.Append(
                Hexadecimal(text, ref i, escape switch { 'x' => 2, 'u' => 4, _ => 8 }, error));
            else if (escape is >= '0' and <= '7') value.Append(Octal(text, ref i));
            else if (escape == 'N') throw error(@"the escape \N{…} is not supported; expected the character itself or \uXXXX.");
            else if (escape != '\n') value.Append('\\').Append(escape);
        }
        return value.ToString();
    }

    private static string Hexadecimal(string text, ref int at, int digits, Func<string, HeedException> error)
    {
        if (at + digits >= text.Length || !uint.TryParse(text.AsSpan(at + 1, digits), NumberStyles.AllowHexSpecifier,
            CultureInfo.InvariantCulture, out uint code) || code > 0x10FFFF)
            throw error($"the escape \\{text[at]}: expected {digits} hexadecimal digits of a character.");
        at += digits;
        return code > 0xFFFF ? char.ConvertFromUtf32((int)code) : ((char)code).ToString();
    }

    private static char Octal(string text, ref int at)
    {
        int code = 0, end = Math.Min(text.Length, at + 3);
        for (; at < end && text[at] is >= '0' and <= '7'; at++) code = (code * 8) + (text[at] - '0');
        at--;
        return (char)code;
    }
}
