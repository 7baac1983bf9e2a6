using Heed.Models.Templates.Expressions;
using Heed.Models.Templates.Syntax;
using Heed.Models.Templates.Values;

namespace Heed.Models.Templates.Statements;

/// <summary><c>{% call(parameters) macro(arguments) %} … {% endcall %}</c>: the block is the macro's <c>caller</c>.</summary>
internal sealed class CallStatement(CallExpression call, MacroParameters parameters, Statement[] body) : Statement
{
    public static Statement Parse(TemplateParser parser, int line)
    {
        MacroParameters parameters = parser.Tokens.IsOperator("(") ? MacroParameters.Parse(parser) : new MacroParameters([]);
        if (parser.Expressions.Whole() is not CallExpression call)
            throw parser.Tokens.Error("call: expected a macro with its arguments, such as {% call box('title') %}.");
        (parameters, Statement[] body) = MacroParameters.WithBody(parser, parameters, "endcall");
        return new CallStatement(call, parameters, body);
    }

    public override Flow Run(Scope scope, TextSink output)
    {
        object? text = call.Call(scope, [("caller", MacroStatement.Function("caller", parameters, body, scope))]);
        output.Append(Printing.Text(scope.State, text));
        return Flow.Next;
    }
}
