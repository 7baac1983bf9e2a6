using Heed.Models.Templates.Syntax;

namespace Heed.Models.Templates.Statements;

/// <summary><c>{% break %}</c>, <c>{% continue %}</c>.</summary>
internal sealed class LoopExit(Flow flow) : Statement
{
    public static Statement Parse(TemplateParser parser, string name, Flow flow)
    {
        if (parser.Loops == 0) throw parser.Tokens.Error($"'{name}' stands outside of a loop; expected it inside one.");
        parser.EndTag();
        return new LoopExit(flow);
    }

    public override Flow Run(Scope scope, TextSink output) => flow;
}
