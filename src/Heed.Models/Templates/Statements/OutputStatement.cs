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
        if (shown is Undefined && value.Path is { } path && !scope.State.Missing.Contains(path)) scope.State.Missing.Add(path);
        int start = output.Length;
        output.Append(Printing.Text(scope.State, shown));
        if (value is NameExpression { Name: var name }) output.Spans?.Add(name, start, output.Length - start);
        return Flow.Next;
    }
}
