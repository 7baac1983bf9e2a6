using Heed.Models.Templates.Expressions;
using Heed.Models.Templates.Syntax;
using Heed.Models.Templates.Values;

namespace Heed.Models.Templates.Statements;

/// <summary>The parameters of a macro or call block: <c>(a, b=1)</c>.</summary>
internal sealed class MacroParameters(IReadOnlyList<(string Name, Expression? Default)> parameters)
{
    private readonly IReadOnlyList<(string Name, Expression? Default)> _parameters = parameters;

    /// <summary>Whether the body asks for arguments beyond the parameters by place, <c>varargs</c>.</summary>
    public bool TakesPlaces { get; init; }

    /// <summary>Whether it asks for those by name, <c>kwargs</c>.</summary>
    public bool TakesNames { get; init; }

    /// <summary>Reads a body, which decides what may be passed to it.</summary>
    public static (MacroParameters Parameters, Statement[] Body) WithBody(TemplateParser parser, MacroParameters parameters, string end)
    {
        // A loop around the macro is not a loop its body could leave; names used around it are not its own.
        int loops = parser.Loops;
        string[] around = [.. parser.Expressions.Names];
        parser.Loops = 0;
        parser.Expressions.Names.Clear();
        Statement[] body = parser.BodyTo(end);
        var complete = new MacroParameters(parameters._parameters)
        {
            TakesPlaces = parser.Expressions.Names.Contains("varargs"), TakesNames = parser.Expressions.Names.Contains("kwargs"),
        };
        parser.Loops = loops;
        parser.Expressions.Names.UnionWith(around);
        return (complete, body);
    }

    /// <summary>Reads them; the bracket is in hand.</summary>
    public static MacroParameters Parse(TemplateParser parser)
    {
        var parameters = new List<(string, Expression?)>();
        parser.Tokens.Expect("(");
        while (!parser.Tokens.TakeOperator(")"))
        {
            if (parameters.Count > 0) parser.Tokens.Expect(",");
            string name = parser.Tokens.ExpectName("the name of a parameter");
            parameters.Add((name, parser.Tokens.TakeOperator("=") ? parser.Expressions.Whole() : null));
        }
        return new MacroParameters(parameters);
    }

    /// <summary>
    /// Gives each parameter its value: what is passed, else its default, else undefined. What is passed beyond goes to <c>varargs</c> and
    /// <c>kwargs</c>,
    /// and <c>caller</c> is the call block, where there is one.
    /// </summary>
    public void Bind(string macro, Scope scope, Arguments arguments)
    {
        RenderState state = scope.State;
        if (arguments.Places.Count > _parameters.Count && !TakesPlaces)
            throw state.Error($"{macro}: expected at most {_parameters.Count} arguments; got {arguments.Places.Count}.");
        for (int i = 0; i < _parameters.Count; i++)
        {
            (string name, Expression? otherwise) = _parameters[i];
            bool named = arguments.TryName(name, out object? value);
            if (named && i < arguments.Places.Count) throw state.Error($"{macro}: '{name}' is given twice; expected it once.");
            scope.Set(name, named ? value
                : i < arguments.Places.Count ? arguments.Places[i]
                : otherwise is not null ? otherwise.Value(scope)
                : new Undefined($"parameter '{name}' of {macro} was not provided"));
        }
        var more = new MapValue();
        foreach ((string name, object? value) in arguments.Names)
        {
            if (name == "caller") scope.Set(name, value);
            else if (!_parameters.Any(p => p.Name == name))
                more.Set(name, TakesNames ? value : throw state.Error(
                    $"{macro}: there is no parameter '{name}'; expected {string.Join(", ", _parameters.Select(p => p.Name))}."));
        }
        scope.Set("varargs", new ListValue([.. arguments.Places.Skip(_parameters.Count)], IsTuple: true));
        scope.Set("kwargs", more);
    }
}
