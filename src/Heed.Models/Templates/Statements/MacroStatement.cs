using Heed.Models.Templates.Syntax;
using Heed.Models.Templates.Values;

namespace Heed.Models.Templates.Statements;

/// <summary><c>{% macro name(parameters) %} … {% endmacro %}</c>: a function that gives the text its body writes.</summary>
internal sealed class MacroStatement(string name, MacroParameters parameters, Statement[] body) : Statement
{
    public static Statement Parse(TemplateParser parser, int line)
    {
        string name = parser.Tokens.ExpectName("the name of the macro");
        (MacroParameters parameters, Statement[] body) = MacroParameters.WithBody(parser, MacroParameters.Parse(parser), "endmacro");
        return new MacroStatement(name, parameters, body);
    }

    public override Flow Run(Scope scope, TextSink output)
    {
        scope.Set(name, Function(name, parameters, body, scope));
        return Flow.Next;
    }

    /// <summary>The function of a body that sees the names around it as they are when it is called.</summary>
    public static FunctionValue Function(string name, MacroParameters parameters, Statement[] body, Scope around)
        => new(name, (state, arguments) => state.Nested(() =>
        {
            var scope = new Scope(around) { IsClosed = true };
            parameters.Bind(name, scope, arguments);
            return Block.Collect(body, scope);
        }));
}
