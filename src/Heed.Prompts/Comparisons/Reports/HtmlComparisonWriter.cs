using Heed.Prompts.Comparisons.Reports.Page;
using Heed.Prompts.Outputs;

namespace Heed.Prompts.Comparisons.Reports;

/// <summary><c>*.html</c>: a page that stands alone.</summary>
public sealed class HtmlComparisonWriter : IComparisonWriter
{
    /// <inheritdoc/>
    public string Names => "*.html";

    /// <inheritdoc/>
    public bool IsFor(string path) => ResultFile.Ends(path, ".html", ".htm");

    /// <inheritdoc/>
    public void Write(ComparisonReport report, string path) => ResultFile.WriteText(path, text => text.Write(ComparisonPage.Of(report)));
}
