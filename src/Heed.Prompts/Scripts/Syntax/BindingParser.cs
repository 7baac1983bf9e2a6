using Heed.Prompts.Scripts.Expressions;
using Heed.Prompts.Scripts.Targets;
using Heed.Prompts.Values;

namespace Heed.Prompts.Scripts.Syntax;

/// <summary>Reads what declarations and parameters set.</summary>
internal abstract class BindingParser(IReadOnlyList<Token> tokens) : TokenReader(tokens)
{
    /// <summary>One expression.</summary>
    protected abstract Expression Single();

    /// <summary>What a declaration or a parameter sets: a name, or a list or an object of them.</summary>
    protected Target Binding()
        => Deeper(() => Take("[") ? ListBinding() : Take("{") ? ObjectBinding() : new NameTarget(Name()));

    private Target WithDefault(Target target) => Take("=") ? new DefaultTarget(target, Single()) : target;

    private Target ListBinding()
    {
        var items = new List<Target?>();
        Target? rest = null;
        while (!Take("]"))
        {
            if (Take(",")) items.Add(null);
            else
            {
                if (Take("...")) rest = Binding();
                else items.Add(WithDefault(Binding()));
                if (!Current.Is("]")) Need(",");
            }
        }
        return new ListTarget(items, rest);
    }

    private Target ObjectBinding()
    {
        var members = new List<(Expression, Target)>();
        Target? rest = null;
        while (!Take("}"))
        {
            if (Take("...")) rest = Binding();
            else
            {
                bool plain = Current.Kind == TokenKind.Name;
                string name = Current.Text;
                Expression key = Key();
                members.Add((key, WithDefault(Take(":") ? Binding() : plain ? new NameTarget(name) : throw Unexpected("expected :"))));
            }
            if (!Current.Is("}")) Need(",");
        }
        return new ObjectTarget(members, rest);
    }

    /// <summary>The parameters of a function, in their parentheses.</summary>
    protected List<Parameter> Parameters()
    {
        Need("(");
        var parameters = new List<Parameter>();
        while (!Take(")"))
        {
            bool rest = Take("...");
            parameters.Add(new Parameter(WithDefault(Binding()), rest));
            if (!Current.Is(")")) Need(",");
        }
        return parameters;
    }

    /// <summary>The name of a member, as objects write it.</summary>
    protected Expression Key()
    {
        if (Take("["))
        {
            Expression key = Single();
            Need("]");
            return key;
        }
        return Current.Kind switch
        {
            TokenKind.Name or TokenKind.Text => new LiteralExpression(Take().Text),
            TokenKind.Number => new LiteralExpression(NumberText.Of(Take().Number)),
            _ => throw Unexpected("expected a name"),
        };
    }
}
