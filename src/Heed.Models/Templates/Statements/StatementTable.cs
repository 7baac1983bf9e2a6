using Heed.Models.Templates.Syntax;

namespace Heed.Models.Templates.Statements;

/// <summary>The statements by name; a new one is a class and a line here.</summary>
internal static class StatementTable
{
    /// <summary>Reads the statement whose name was taken.</summary>
    public static IReadOnlyDictionary<string, Func<TemplateParser, int, Statement>> All { get; } =
        new Dictionary<string, Func<TemplateParser, int, Statement>>
        {
            ["if"] = IfStatement.Parse,
            ["for"] = ForStatement.Parse,
            ["break"] = (parser, _) => LoopExit.Parse(parser, "break", Flow.Break),
            ["continue"] = (parser, _) => LoopExit.Parse(parser, "continue", Flow.Continue),
            ["set"] = SetStatement.Parse,
            ["macro"] = MacroStatement.Parse,
            ["call"] = CallStatement.Parse,
            ["filter"] = FilterStatement.Parse,
            ["with"] = WithStatement.Parse,
            ["generation"] = GenerationStatement.Parse,
        };
}
