using Heed.Models.Templates.Expressions;

namespace Heed.Models.Templates.Statements;

/// <summary>What a block writes, as a value that filters can be put on.</summary>
internal sealed class CollectedText(int line) : Expression(line)
{
    /// <summary>The block, which is read after the filters.</summary>
    public Statement[] Body { get; set; } = [];

    protected override object? Evaluate(Scope scope) => Block.Collect(Body, scope);
}
