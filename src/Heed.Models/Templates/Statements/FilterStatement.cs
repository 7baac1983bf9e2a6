using Heed.Models.Templates.Expressions;
using Heed.Models.Templates.Syntax;

namespace Heed.Models.Templates.Statements;

/// <summary><c>{% filter name %} … {% endfilter %}</c>.</summary>
internal static class FilterStatement
{
    public static Statement Parse(TemplateParser parser, int line)
    {
        var collected = new CollectedText(line);
        Expression filtered = parser.Expressions.Filters(parser.Expressions.Filter(collected));
        collected.Body = parser.BodyTo("endfilter");
        return new OutputStatement(line, filtered);
    }
}
