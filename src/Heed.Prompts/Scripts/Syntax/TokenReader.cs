using System.Runtime.CompilerServices;

namespace Heed.Prompts.Scripts.Syntax;

/// <summary>Goes through tokens.</summary>
internal abstract class TokenReader(IReadOnlyList<Token> tokens)
{
    private const int Deepest = 150;

    private int _at, _depth;

    /// <summary>The next token.</summary>
    protected Token Current => tokens[_at];

    /// <summary>One behind it.</summary>
    protected Token Ahead(int count) => tokens[Math.Min(_at + count, tokens.Count - 1)];

    /// <summary>Takes the next token.</summary>
    protected Token Take() => tokens[_at == tokens.Count - 1 ? _at : _at++];

    /// <summary>Takes it if it is this mark or word.</summary>
    protected bool Take(string text)
    {
        if (!Current.Is(text)) return false;
        Take();
        return true;
    }

    /// <summary>Takes this mark or word, which must be next.</summary>
    protected void Need(string text)
    {
        if (!Take(text)) throw Unexpected($"expected {text}");
    }

    /// <summary>Takes a name.</summary>
    protected string Name()
    {
        if (Current.Kind != TokenKind.Name) throw Unexpected("expected a name");
        return Take().Text;
    }

    /// <summary>Reads something inside something.</summary>
    protected T Deeper<T>(Func<T> read)
    {
        RuntimeHelpers.EnsureSufficientExecutionStack();
        if (++_depth > Deepest) throw new HeedException($"SyntaxError: more than {Deepest} brackets or blocks inside each other");
        T value = read();
        _depth--;
        return value;
    }

    /// <summary>Whether the parenthesis that is next closes before an arrow.</summary>
    protected bool IsArrowAhead()
    {
        int depth = 0;
        for (int i = _at; i < tokens.Count; i++)
        {
            if (tokens[i].Kind != TokenKind.Mark) continue;
            if (tokens[i].Text is "(" or "[" or "{") depth++;
            else if (tokens[i].Text is ")" or "]" or "}" && --depth == 0) return i + 1 < tokens.Count && tokens[i + 1].Is("=>");
        }
        return false;
    }

    /// <summary>Something that does not fit.</summary>
    protected HeedException Unexpected(string? expected = null)
    {
        string came = Current.Kind switch
        {
            TokenKind.End => "end of the code", TokenKind.Text => $"text '{Current.Text}'", TokenKind.Template => "text in backquotes",
            TokenKind.Pattern => $"/{Current.Text}/", _ => $"'{Current.Text}'",
        };
        HeedException error = Lexer.Bad(came, Current.At);
        return expected is null ? error : new HeedException($"{error.Message}; {expected}");
    }
}
