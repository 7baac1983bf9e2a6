namespace Heed.Models.Templates.Syntax;

/// <summary>The tokens of a template and the place a parser is at.</summary>
internal sealed class TokenList(string source, IReadOnlyList<TemplateToken> tokens)
{
    private int _at;

    /// <summary>The token in hand; the last one is the end.</summary>
    public TemplateToken Current => tokens[_at];

    /// <summary>Its line.</summary>
    public int Line => Current.Line;

    /// <summary>The token after it.</summary>
    public TemplateToken Next => tokens[Math.Min(_at + 1, tokens.Count - 1)];

    /// <summary>Takes the token in hand.</summary>
    public TemplateToken Take()
    {
        TemplateToken token = Current;
        if (token.Kind != TokenKind.End) _at++;
        return token;
    }

    /// <summary>Whether an operator is in hand.</summary>
    public bool IsOperator(string text) => Current.Kind == TokenKind.Operator && Current.Text == text;

    /// <summary>Whether a keyword is in hand.</summary>
    public bool IsName(string text) => Current.Kind == TokenKind.Name && Current.Text == text;

    /// <summary>Takes an operator if it is in hand.</summary>
    public bool TakeOperator(string text)
    {
        if (!IsOperator(text)) return false;
        _at++;
        return true;
    }

    /// <summary>Takes a keyword if it is in hand.</summary>
    public bool TakeName(string text)
    {
        if (!IsName(text)) return false;
        _at++;
        return true;
    }

    /// <summary>Takes an operator that must be there.</summary>
    public void Expect(string text)
    {
        if (!TakeOperator(text)) throw Expected($"'{text}'");
    }

    /// <summary>Takes a token of a kind that must be there.</summary>
    public TemplateToken Expect(TokenKind kind, string what) => Current.Kind == kind ? Take() : throw Expected(what);

    /// <summary>Takes a name that must be there.</summary>
    public string ExpectName(string what) => Expect(TokenKind.Name, what).Text;

    /// <summary>Takes a keyword that must be there.</summary>
    public void ExpectKeyword(string text)
    {
        if (!TakeName(text)) throw Expected($"'{text}'");
    }

    /// <summary>The error that something else came.</summary>
    public HeedException Expected(string what) => Error($"expected {what}; got {Current}.");

    /// <summary>An error at the token in hand.</summary>
    public HeedException Error(string complaint) => new($"{source}: line {Line}: {complaint}");

    /// <summary>The error of something Heed does not have.</summary>
    public HeedException Unsupported(int line, string what) => new($"{source}: line {line}: {what}") { IsUnsupported = true };
}
