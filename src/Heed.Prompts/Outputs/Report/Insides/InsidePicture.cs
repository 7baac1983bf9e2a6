using Heed.Lens.Views;
using Heed.Prompts.Outputs.Insides;

namespace Heed.Prompts.Outputs.Report.Insides;

/// <summary>A picture of one column with what stands around it.</summary>
/// <param name="Column">The column.</param>
/// <param name="Name">What tells it from the column's other pictures of the measure, such as a span's name; empty for nothing.</param>
/// <param name="Figure">The picture.</param>
/// <param name="Facts">Its sums, in a line.</param>
/// <param name="Table">Its numbers, for those who do not see it.</param>
internal sealed record InsidePicture(ColumnSummary Column, string Name, IFigure Figure, string Facts, HtmlTable Table)
{
    /// <summary>What a reader should not pass over, each with the cases it is about.</summary>
    public IReadOnlyList<(string Text, IReadOnlyList<InsideResult> Cases)> Flags { get; init; } = [];

    /// <summary>The case to look at first, and why; null for none.</summary>
    public (string Text, InsideResult Case)? Look { get; init; }
}
