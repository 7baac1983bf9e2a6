using Heed.Prompts.Scripts.Expressions;
using Heed.Prompts.Scripts.Statements;
using Heed.Prompts.Scripts.Targets;
using Heed.Prompts.Scripts.Values;

namespace Heed.Prompts.Scripts.Syntax;

/// <summary>Reads values as they are written, their members and calls, and functions.</summary>
internal abstract class PrimaryParser(IReadOnlyList<Token> tokens) : BindingParser(tokens)
{
    /// <summary>Expressions with commas between them.</summary>
    protected abstract Expression Sequence();

    /// <summary>The block of a function.</summary>
    protected abstract Statement FunctionBody();

    /// <summary>A value with its members and calls.</summary>
    protected Expression Chain()
    {
        int start = Current.At;
        bool optional = false;
        Expression value = Current.Is("new") ? New() : Primary();
        string written = value is NameExpression name ? name.Name : "the value";
        while (true)
        {
            if (Take("?."))
            {
                optional = true;
                if (Current.Is("(")) value = new CallExpression(value, Arguments(), true, written);
                else if (Take("["))
                {
                    value = new MemberExpression(value, Sequence(), true);
                    Need("]");
                }
                else value = Member(value, true, ref written);
            }
            else if (Take(".")) value = Member(value, false, ref written);
            else if (Take("["))
            {
                value = new MemberExpression(value, Deeper(Sequence), false);
                Need("]");
                written += "[…]";
            }
            else if (Current.Is("(")) value = new CallExpression(value, Arguments(), false, written);
            else if (Current.Kind == TokenKind.Template) throw Unexpected("tagged texts are not there");
            else return optional ? new ChainExpression(value) : value;
        }
    }

    /// <summary>An arrow function.</summary>
    protected Expression Arrow()
    {
        IReadOnlyList<Parameter> parameters = Current.Kind == TokenKind.Name ? [new Parameter(new NameTarget(Name()), false)] : Parameters();
        Need("=>");
        return new FunctionExpression("", parameters, Current.Is("{") ? FunctionBody() : new ReturnStatement(Single()), isArrow: true);
    }

    /// <summary>A function behind its word.</summary>
    protected FunctionExpression Function(string name)
    {
        IReadOnlyList<Parameter> parameters = Parameters();
        return new FunctionExpression(name, parameters, FunctionBody(), isArrow: false);
    }

    private Expression Member(Expression value, bool optional, ref string written)
    {
        string name = Name();
        written = $"{written}.{name}";
        return new MemberExpression(value, new LiteralExpression(name), optional);
    }

    private List<Expression> Arguments()
    {
        Need("(");
        return Items(")");
    }

    private List<Expression> Items(string end)
    {
        var items = new List<Expression>();
        while (!Take(end))
        {
            items.Add(Take("...") ? new SpreadExpression(Single()) : Single());
            if (!Current.Is(end)) Need(",");
        }
        return items;
    }

    private Expression New()
    {
        Take();
        string name = Name();
        return new NewExpression(new NameExpression(name), Current.Is("(") ? Arguments() : []);
    }

    private Expression Primary()
    {
        Token token = Current;
        switch (token.Kind)
        {
            case TokenKind.Number: return new LiteralExpression(Take().Number);
            case TokenKind.Text: return new LiteralExpression(Take().Text);
            case TokenKind.Pattern: return new PatternExpression(token.Text, Take().Flags);
            case TokenKind.Template: return Template(Take());
            case TokenKind.Name: return Word();
        }
        if (Take("("))
        {
            Expression inner = Deeper(Sequence);
            Need(")");
            return inner is ChainExpression or NameExpression or MemberExpression ? inner : new GroupExpression(inner);
        }
        if (Take("[")) return new ListExpression(Deeper(() => Items("]")));
        return Take("{") ? Deeper(ObjectValue) : throw Unexpected();
    }

    private Expression Word()
    {
        string word = Current.Text;
        switch (word)
        {
            case "true" or "false": Take(); return new LiteralExpression(word == "true");
            case "null": Take(); return new LiteralExpression(null);
            case "undefined": Take(); return new LiteralExpression(Undefined.Value);
            case "function":
                Take();
                if (Current.Is("*")) throw Unexpected("generators are not there");
                return Function(Current.Kind == TokenKind.Name ? Name() : "");
            case "class": throw Unexpected("classes are not there");
            case "return" or "const" or "let" or "var" or "if" or "for" or "while" or "throw" or "switch" or "try" or "do" or "else" or "case" or "import"
                or "export" or "in" or "of" or "instanceof":
                throw Unexpected();
            default: return new NameExpression(Name());
        }
    }

    private static TemplateExpression Template(Token token)
    {
        var texts = new List<string>();
        var values = new List<Expression>();
        for (int i = 0; i < token.Parts.Count; i++)
        {
            if (i % 2 == 0) texts.Add(token.Parts[i]);
            else values.Add(new StatementParser(Lexer.Read(token.Parts[i])).WholeExpression());
        }
        return new TemplateExpression(texts, values);
    }

    private ObjectExpression ObjectValue()
    {
        var members = new List<ObjectMember>();
        while (!Take("}"))
        {
            if (Take("...")) members.Add(new ObjectMember(null, Single()));
            else
            {
                if ((Current.Is("get") || Current.Is("set")) && Ahead(1).Kind is TokenKind.Name or TokenKind.Text)
                    throw Unexpected("get and set are not there");
                bool plain = Current.Kind == TokenKind.Name;
                string name = Current.Text;
                Expression key = Key();
                if (Take(":")) members.Add(new ObjectMember(key, Single()));
                else if (Current.Is("(")) members.Add(new ObjectMember(key, Function(name)));
                else if (plain && Take("="))
                {
                    // {a = 1} is a target alone, of an assignment that follows.
                    members.Add(new ObjectMember(key, new AssignmentExpression("", new NameExpression(name), new NameTarget(name), Single())));
                }
                else members.Add(new ObjectMember(key, plain ? new NameExpression(name) : throw Unexpected("expected :")));
            }
            if (!Current.Is("}")) Need(",");
        }
        return new ObjectExpression(members);
    }
}
