using System.Globalization;
using System.Runtime.InteropServices;
using System.Text.Json;
using Heed.Prompts.Assertions;
using Heed.Prompts.Runs;

namespace Heed.Prompts.Outputs.Results;

/// <summary>
/// A run as promptfoo's results of version 3: <c>promptfoo import</c> takes it. Writing the same run twice gives the same bytes. <c>promptfooVersion</c> and
/// <c>nodeVersion</c>,
/// which readers look for, say what wrote the file in truth.
/// </summary>
internal static class ResultsDocument
{
    public static void Write(Utf8JsonWriter json, EvalRun run)
    {
        IReadOnlyList<ColumnSummary> columns = ColumnSummary.Of(run);
        json.WriteStartObject();
        json.WriteString("evalId", run.Id);
        json.WriteStartObject("results");
        json.WriteNumber("version", 3);
        json.WriteString("timestamp", Time(run.Started));
        json.WriteStartArray("prompts");
        foreach (ColumnSummary column in columns) WriteColumn(json, column);
        json.WriteEndArray();
        json.WriteStartArray("results");
        foreach (RunRow row in run.Rows) RowJson.Write(json, row);
        json.WriteEndArray();
        WriteStats(json, run);
        json.WriteEndObject();
        json.WritePropertyName("config");
        if (run.Plan.Config.ValueKind == JsonValueKind.Object) run.Plan.Config.WriteTo(json);
        else WriteEmpty(json);
        json.WriteNull("shareableUrl");
        WriteMetadata(json, run);
        json.WriteEndObject();
    }

    /// <summary>As JavaScript prints times: UTC, milliseconds.</summary>
    public static string Time(DateTimeOffset at) => at.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture);

    private static void WriteColumn(Utf8JsonWriter json, ColumnSummary column)
    {
        AssertionResult[] results = [.. column.Results];
        json.WriteStartObject();
        json.WriteString("raw", column.Column.Prompt.Raw);
        json.WriteString("label", column.Column.Prompt.Label);
        json.WriteDefined("config", column.Column.Prompt.Config);
        json.WriteString("id", column.Column.Prompt.Id);
        json.WriteString("provider", column.Column.Provider.Label);
        if (column.Column.Provider.Model is { } model)
        {
            // A folder is named from the configuration's own, which whoever reads results does not know.
            json.WriteStartObject("heed");
            json.WriteString("model", model);
            json.WriteEndObject();
        }
        json.WriteStartObject("metrics");
        json.WriteFinite("score", column.Score);
        json.WriteNumber("testPassCount", column.Totals.Successes);
        json.WriteNumber("testFailCount", column.Totals.Failures);
        json.WriteNumber("testErrorCount", column.Totals.Errors);
        json.WriteNumber("assertPassCount", results.Count(result => result.Verdict == Verdict.Pass));
        json.WriteNumber("assertFailCount", results.Count(result => result.Verdict != Verdict.Pass));
        json.WriteFinite("totalLatencyMs", column.LatencyMs);
        TokenCounts.Of(column.Rows).Write(json, "tokenUsage");
        json.WriteNumbers("namedScores", column.NamedScores.Select(named => KeyValuePair.Create(named.Name, named.Sum)));
        // The sums are of a mean a row: divided by these they are means.
        json.WriteNumbers("namedScoresCount", column.NamedScores.Select(named => KeyValuePair.Create(named.Name, (double)named.Rows)));
        json.WriteNumber("cost", 0);
        json.WriteEndObject();
        json.WriteEndObject();
    }

    private static void WriteStats(Utf8JsonWriter json, EvalRun run)
    {
        RunTotals totals = RunTotals.Of(run.Rows);
        json.WriteStartObject("stats");
        json.WriteNumber("successes", totals.Successes);
        json.WriteNumber("failures", totals.Failures);
        json.WriteNumber("errors", totals.Errors);
        TokenCounts.Of(run.Rows).Write(json, "tokenUsage");
        json.WriteEndObject();
    }

    private static void WriteMetadata(Utf8JsonWriter json, EvalRun run)
    {
        json.WriteStartObject("metadata");
        json.WriteString("promptfooVersion", $"heed {run.Version}");
        json.WriteString("nodeVersion", RuntimeInformation.FrameworkDescription);
        json.WriteString("platform", OperatingSystem.IsWindows() ? "win32" : OperatingSystem.IsMacOS() ? "darwin" : "linux");
        json.WriteString("arch", RuntimeInformation.ProcessArchitecture.ToString().ToLowerInvariant());
        json.WriteString("exportedAt", Time(run.Started.AddMilliseconds(run.DurationMs)));
        json.WriteString("evaluationCreatedAt", Time(run.Started));
        json.WriteString("heedVersion", run.Version);
        json.WriteFinite("durationMs", run.DurationMs);
        WriteWarnings(json, run);
        json.WriteEndObject();
    }

    private static void WriteWarnings(Utf8JsonWriter json, EvalRun run)
    {
        if (run.Plan.Warnings.Count == 0) return;
        json.WriteStartArray("warnings");
        foreach (Plans.PlanWarning warning in run.Plan.Warnings)
        {
            json.WriteStartObject();
            json.WriteString("file", warning.Place.File);
            json.WriteNumber("line", warning.Place.Line);
            json.WriteNumber("column", warning.Place.Column);
            json.WriteString("message", warning.Message);
            json.WriteEndObject();
        }
        json.WriteEndArray();
    }

    private static void WriteEmpty(Utf8JsonWriter json)
    {
        json.WriteStartObject();
        json.WriteEndObject();
    }
}
