using System.Globalization;
using System.Text;

namespace Heed.Prompts.Scripts.Syntax;

/// <summary>Texts in quotes and in backquotes.</summary>
internal static class QuotedText
{
    /// <summary>Reads a text from its opening quote to behind its closing one.</summary>
    public static string Read(string code, ref int at)
    {
        int start = at;
        char quote = code[at++];
        var text = new StringBuilder();
        while (true)
        {
            if (at >= code.Length || code[at] == '\n') throw Lexer.Bad("end of a text that lacks its closing quote", start);
            char c = code[at++];
            if (c == quote) return text.ToString();
            if (c != '\\') text.Append(c);
            else Escape(code, ref at, start, text);
        }
    }

    /// <summary>Reads a part of a text in backquotes up to its end or to code inside it.</summary>
    public static string ReadPart(string code, ref int at, int start, out bool hasCode)
    {
        var text = new StringBuilder();
        while (true)
        {
            if (at >= code.Length) throw Lexer.Bad("end of a text that lacks its closing backquote", start);
            char c = code[at++];
            hasCode = c == '$' && at < code.Length && code[at] == '{';
            if (hasCode) at++;
            if (hasCode || c == '`') return text.ToString();
            if (c == '\\') Escape(code, ref at, start, text);
            else if (c != '\r') text.Append(c);
        }
    }

    /// <summary>Reads the code inside a text in backquotes, up to behind its brace.</summary>
    public static string Code(string code, ref int at)
    {
        int start = at, depth = 1;
        while (at < code.Length)
        {
            char c = code[at];
            if (c is '"' or '\'')
            {
                Read(code, ref at);
                continue;
            }
            if (c == '`')
            {
                int open = at++;
                while (true)
                {
                    ReadPart(code, ref at, open, out bool inner);
                    if (!inner) break;
                    Code(code, ref at);
                }
                continue;
            }
            at++;
            if (c == '{') depth++;
            else if (c == '}' && --depth == 0) return code[start..(at - 1)];
        }
        throw Lexer.Bad("end of code inside a text, which lacks its brace", start);
    }

    private static void Escape(string code, ref int at, int start, StringBuilder text)
    {
        if (at >= code.Length) throw Lexer.Bad("end of a text", start);
        char c = code[at++];
        switch (c)
        {
            case 'n': text.Append('\n'); break;
            case 't': text.Append('\t'); break;
            case 'r': text.Append('\r'); break;
            case 'b': text.Append('\b'); break;
            case 'f': text.Append('\f'); break;
            case 'v': text.Append('\v'); break;
            case '0' when at >= code.Length || !char.IsAsciiDigit(code[at]): text.Append('\0'); break;
            case '\n': break;
            case 'x': text.Append((char)Hex(code, ref at, 2, start)); break;
            case 'u' when at < code.Length && code[at] == '{':
                int end = code.IndexOf('}', at);
                if (end < 0 || !int.TryParse(code.AsSpan(at + 1, end - at - 1), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out int point)
                    || !Rune.IsValid(point)) throw Lexer.Bad("escape \\u{…}", at);
                text.Append(new Rune(point));
                at = end + 1;
                break;
            case 'u': text.Append((char)Hex(code, ref at, 4, start)); break;
            default: text.Append(c); break;
        }
    }

    private static int Hex(string code, ref int at, int digits, int start)
    {
        if (at + digits > code.Length || !int.TryParse(code.AsSpan(at, digits), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out int value))
            throw Lexer.Bad("escape that lacks its digits", start);
        at += digits;
        return value;
    }
}
