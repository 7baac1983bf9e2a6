using System.Globalization;
using Heed.Lens.Views;
using Heed.Prompts.Assertions;
using Heed.Prompts.Runs;

namespace Heed.Prompts.Outputs.Results;

/// <summary>
/// <c>*.junit.xml</c>: a suite a column, a test a case, as promptfoo writes it: outputs and reasons, which may hold what a build's log should not, are left
/// out; a failure
/// tells its score and the types that failed.
/// </summary>
public sealed class JUnitResultWriter : IResultWriter
{
    /// <inheritdoc/>
    public string Names => "*.junit.xml";

    /// <inheritdoc/>
    public bool IsFor(string path) => ResultFile.Ends(path, ".junit.xml");

    /// <inheritdoc/>
    public void Write(EvalRun run, string path) => ResultFile.WriteText(path, text =>
    {
        text.Write("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n");
        text.Write($"<testsuites name=\"promptfoo\" {Counts(RunTotals.Of(run.Rows))} time=\"{Seconds(run.Rows.Sum(row => row.LatencyMs))}\">\n");
        foreach (ColumnSummary column in ColumnSummary.Of(run)) Suite(text, run, column);
        text.Write("</testsuites>\n");
    });

    private static void Suite(TextWriter text, EvalRun run, ColumnSummary column)
    {
        string name = Attribute($"[{column.Column.Provider.Label}] prompt {column.Column.Index + 1}");
        text.Write($"  <testsuite name={name} {Counts(column.Totals)} time=\"{Seconds(column.LatencyMs)}\" timestamp=\"{ResultsDocument.Time(run.Started)}\">\n");
        foreach (RunRow row in column.Rows)
        {
            string test = Attribute($"test {row.Case.Index + 1}{(row.Case.Description is { } description ? $": {description}" : "")}");
            text.Write($"    <testcase classname={name} name={test} time=\"{Seconds(row.LatencyMs)}\"");
            if (row.Success) text.Write("/>\n");
            else text.Write($">\n{Trouble(row)}    </testcase>\n");
        }
        text.Write("  </testsuite>\n");
    }

    private static string Trouble(RunRow row)
    {
        if (row.Failure == FailureReason.Error) return "      <error type=\"error\" message=\"Evaluation error\"/>\n";
        string types = string.Join(", ", row.Results.Where(result => result.Verdict != Verdict.Pass).Select(Type).Distinct());
        string score = row.Score.ToString("0.####", CultureInfo.InvariantCulture);
        string told = MarkupText.Escape($"Score: {score}{(types.Length > 0 ? $"\nFailed: {types}" : "")}");
        return $"      <failure type=\"assertion\" message=\"Assertion failed\">{told}</failure>\n";
    }

    private static string Type(AssertionResult result) => (result.Assertion.Not ? "not-" : "") + result.Assertion.Type;

    private static string Counts(RunTotals totals) => $"tests=\"{totals.Count}\" failures=\"{totals.Failures}\" errors=\"{totals.Errors}\" skipped=\"0\"";

    private static string Seconds(double milliseconds) => (milliseconds / 1000).ToString("F3", CultureInfo.InvariantCulture);

    private static string Attribute(string value) => $"\"{MarkupText.Escape(value).Replace("\n", "&#10;").Replace("\t", "&#9;")}\"";
}
