using Heed.Models.Templates.Syntax;
using Heed.Models.Templates.Values;

namespace Heed.Models.Templates.Statements;

/// <summary>What a value is assigned to: a name, a namespace's member, or several of these.</summary>
internal sealed class Target
{
    private readonly int _line;
    private readonly string _name = "";
    private readonly string? _member;
    private readonly Target[]? _parts;

    private Target(int line, string name, string? member) => (_line, _name, _member) = (line, name, member);

    private Target(int line, Target[] parts) => (_line, _parts) = (line, parts);

    /// <summary>How many names it has.</summary>
    public int Count => _parts?.Length ?? 1;

    /// <summary>Reads a target.</summary>
    /// <param name="tokens">The tokens.</param>
    /// <param name="members">Whether a namespace's members may be assigned here.</param>
    public static Target Parse(TokenList tokens, bool members)
    {
        int line = tokens.Line;
        var parts = new List<Target> { One(tokens, members) };
        bool several = false;
        while (tokens.TakeOperator(","))
        {
            several = true;
            if (tokens.IsName("in") || tokens.IsOperator("=") || tokens.IsOperator(")")) break;
            parts.Add(One(tokens, members));
        }
        return several ? new Target(line, [.. parts]) : parts[0];
    }

    /// <summary>Reads one target; a comma after it is not its own.</summary>
    public static Target Single(TokenList tokens) => One(tokens, members: false);

    /// <summary>Assigns to the names of this block.</summary>
    public void Assign(Scope scope, object? value) => Assign(scope, value, outward: false);

    /// <summary>Assigns as a statement does: where the dialect says so, to the block around that has the name.</summary>
    public void Set(Scope scope, object? value) => Assign(scope, value, scope.State.Dialect.AssignsOutward);

    private void Assign(Scope scope, object? value, bool outward)
    {
        if (_parts is not null && outward)
        {
            // {% set a, b = 5 %}: both.
            foreach (Target part in _parts) part.Assign(scope, value, outward);
        }
        else if (_parts is not null)
        {
            scope.State.Line = _line;
            IReadOnlyList<object?> items = scope.State.Dialect.Parts(scope.State, value, _parts.Length);
            for (int i = 0; i < _parts.Length; i++) _parts[i].Assign(scope, items[i], outward);
        }
        else if (_member is null) (outward ? scope.Owner(_name) : scope).Set(_name, value);
        else
        {
            scope.State.Line = _line;
            if (scope[_name] is not NamespaceValue space)
                throw scope.State.Error(
                    $"set {_name}.{_member}: expected '{_name}' to be a namespace; got {Kind.Of(scope[_name])}. "
                        + $"Make it with {{% set {_name} = namespace(…) %}}.");
            space.Set(_member, value);
        }
    }

    private static Target One(TokenList tokens, bool members)
    {
        int line = tokens.Line;
        if (tokens.TakeOperator("("))
        {
            Target inner = Parse(tokens, members);
            tokens.Expect(")");
            return inner;
        }
        string name = tokens.ExpectName("a name to assign to");
        if (name is "true" or "True" or "false" or "False" or "none" or "None")
            throw tokens.Error($"'{name}' cannot be assigned to; expected a name.");
        if (tokens.IsOperator(".") && members)
        {
            tokens.Take();
            return new Target(line, name, tokens.ExpectName("the name of a member"));
        }
        return new Target(line, name, null);
    }
}
