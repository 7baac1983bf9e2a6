using Heed.Models.Templates.Syntax;

namespace Heed.Models.Templates.Statements;

/// <summary>
/// <c>{% generation %} … {% endgeneration %}</c>: marks the assistant's own words for training; they are written as they are.
/// </summary>
internal sealed class GenerationStatement(Statement[] body) : Statement
{
    public static Statement Parse(TemplateParser parser, int line) => new GenerationStatement(parser.BodyTo("endgeneration"));

    public override Flow Run(Scope scope, TextSink output) => Block.Run(body, new Scope(scope), output);
}
