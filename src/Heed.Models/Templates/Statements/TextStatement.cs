namespace Heed.Models.Templates.Statements;

/// <summary>Text outside of tags.</summary>
internal sealed class TextStatement(string text) : Statement
{
    public override Flow Run(Scope scope, TextSink output)
    {
        output.Append(text);
        return Flow.Next;
    }
}
