using System.Text.Json;
using Heed.Prompts.Assertions;
using Heed.Prompts.Runs;

namespace Heed.Prompts.Outputs.Results;

/// <summary>A row as a ScenarioRunResult of Microsoft.Extensions.AI.Evaluation, format version 1: a metric for every assertion, its failure in the
/// interpretation.</summary>
internal static class ScenarioJson
{
    public static void Write(Utf8JsonWriter json, EvalRun run, RunRow row, string scenario, string execution, string iteration)
    {
        json.WriteStartObject();
        json.WriteString("scenarioName", scenario);
        json.WriteString("iterationName", iteration);
        json.WriteString("executionName", execution);
        json.WriteString("creationTime", ResultsDocument.Time(run.Started));
        ScenarioChatJson.WriteMessages(json, row.Prompt);
        ScenarioChatJson.WriteResponse(json, row);
        json.WriteStartObject("evaluationResult");
        json.WriteStartObject("metrics");
        WriteWhole(json, row);
        var names = new HashSet<string>(["passed"], StringComparer.Ordinal);
        foreach (AssertionResult result in row.Results.SelectMany(ColumnSummary.Flat)) WriteMetric(json, result, names);
        json.WriteEndObject();
        json.WriteEndObject();
        ScenarioChatJson.WriteDetails(json, row);
        json.WriteStartArray("tags");
        json.WriteStringValue(row.Column.Provider.Label);
        json.WriteStringValue(row.Column.Prompt.Label);
        json.WriteEndArray();
        json.WriteNumber("formatVersion", 1);
        json.WriteEndObject();
    }

    private static void WriteWhole(Utf8JsonWriter json, RunRow row)
    {
        json.WriteStartObject("passed");
        json.WriteString("$type", "boolean");
        json.WriteString("name", "passed");
        json.WriteBoolean("value", row.Success);
        json.WriteString("reason", row.Error ?? row.Reason);
        WriteInterpretation(json, row.Success, row.Score, row.Error ?? row.Reason);
        if (row.Failure == FailureReason.Error) WriteDiagnostic(json, row.Error ?? row.Reason);
        json.WriteEndObject();
    }

    private static void WriteMetric(Utf8JsonWriter json, AssertionResult result, HashSet<string> names)
    {
        string wanted = result.Metric ?? (result.Assertion.Not ? "not-" : "") + result.Assertion.Type, name = wanted;
        for (int number = 2; !names.Add(name); number++) name = $"{wanted} {number}";
        json.WriteStartObject(name);
        json.WriteString("$type", "numeric");
        json.WriteString("name", name);
        json.WriteFinite("value", result.Score);
        json.WriteString("reason", result.Reason);
        WriteInterpretation(json, result.Verdict == Verdict.Pass, result.Score, result.Reason);
        if (result.Verdict is Verdict.Error or Verdict.Unsupported) WriteDiagnostic(json, result.Reason);
        json.WriteEndObject();
    }

    // Passed or failed is all a threshold says; between there are no grades of ours to give.
    private static void WriteInterpretation(Utf8JsonWriter json, bool pass, double score, string reason)
    {
        json.WriteStartObject("interpretation");
        json.WriteString("rating", !pass ? "unacceptable" : score >= 1 ? "exceptional" : "good");
        json.WriteBoolean("failed", !pass);
        json.WriteString("reason", reason);
        json.WriteEndObject();
    }

    private static void WriteDiagnostic(Utf8JsonWriter json, string message)
    {
        json.WriteStartArray("diagnostics");
        json.WriteStartObject();
        json.WriteString("severity", "error");
        json.WriteString("message", message);
        json.WriteEndObject();
        json.WriteEndArray();
    }
}
