namespace Heed.Models.Templates.Statements;

/// <summary><c>{{/span}}</c>: the named part that began last ends.</summary>
internal sealed class SpanEnd(int line) : Statement
{
    public override Flow Run(Scope scope, TextSink output)
    {
        scope.State.Line = line;
        output.Spans?.Close(output.Length, scope.State);
        return Flow.Next;
    }
}
