using Heed.Prompts.Outputs.Report;
using Heed.Prompts.Runs;

namespace Heed.Prompts.Outputs.Results;

/// <summary><c>*.html</c>: a report that stands alone.</summary>
public sealed class HtmlResultWriter : IResultWriter
{
    /// <inheritdoc/>
    public string Names => "*.html";

    /// <inheritdoc/>
    public bool IsFor(string path) => ResultFile.Ends(path, ".html", ".htm");

    /// <inheritdoc/>
    public void Write(EvalRun run, string path) => ResultFile.WriteText(path, text => text.Write(HtmlReport.Of(run)));
}
