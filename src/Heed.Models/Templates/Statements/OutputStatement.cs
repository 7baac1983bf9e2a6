using Heed.Models.Templates.Expressions;
using Heed.Models.Templates.Values;

namespace Heed.Models.Templates.Statements;

/// <summary><c>{{ value }}</c>.</summary>
internal sealed class OutputStatement(int line, Expression value) : Statement
{
    public override Flow Run(Scope scope, TextSink output)
    {
        object? shown = value.Value(scope);
        scope.State.Line = line;
        output.Append(Printing.Text(scope.State, shown));
        return Flow.Next;
    }
}
