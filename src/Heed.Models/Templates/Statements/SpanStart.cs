namespace Heed.Models.Templates.Statements;

/// <summary><c>{{#span name}}</c>: a named part begins.</summary>
internal sealed class SpanStart(int line, string name) : Statement
{
    public override Flow Run(Scope scope, TextSink output)
    {
        output.Spans?.Open(name, output.Length, line);
        return Flow.Next;
    }
}
