namespace Heed.Prompts.Outputs.Report.Insides;

/// <summary>A measure of the model's insides in the report; a new one is a new file and a line in <see cref="ReportInsides"/>.</summary>
internal interface IInsideView
{
    /// <summary>What it is called.</summary>
    string Title { get; }

    /// <summary>What its pictures show, and in which unit.</summary>
    string Caption { get; }

    /// <summary>Pictures of the columns that have the measure, in the columns' order, all on one scale.</summary>
    IReadOnlyList<InsidePicture> Of(IReadOnlyList<ColumnSummary> columns);
}
