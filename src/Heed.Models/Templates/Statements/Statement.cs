namespace Heed.Models.Templates.Statements;

/// <summary>A piece of a template that does something.</summary>
internal abstract class Statement
{
    /// <summary>Does it.</summary>
    /// <param name="scope">The names of the block it stands in.</param>
    /// <param name="output">Where it writes.</param>
    public abstract Flow Run(Scope scope, TextSink output);
}
