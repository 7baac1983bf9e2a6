using System.Text.Json;
using Heed.Prompts.Outputs;
using Heed.Prompts.Outputs.Results;
using Heed.Prompts.Plans;
using Heed.Prompts.Runs;
using Heed.Prompts.Statistics;

namespace Heed.Prompts.Comparisons.Reports;

/// <summary>A comparison as JSON; docs/schemas/compare.json describes it.</summary>
internal static class ComparisonDocument
{
    /// <summary>Writes one object.</summary>
    public static void Write(Utf8JsonWriter json, ComparisonReport report)
    {
        RunComparison comparison = report.Comparison;
        json.WriteStartObject();
        json.WriteNumber("confidence", comparison.Options.Confidence);
        json.WriteNumber("seed", comparison.Options.Seed);
        json.WriteStartArray("variants");
        foreach (VariantComparison variant in comparison.Variants) WriteVariant(json, variant);
        json.WriteEndArray();
        json.WriteStartArray("gates");
        foreach (GateResult gate in comparison.Gates)
        {
            json.WriteStartObject();
            json.WriteString("gate", gate.Gate.Text);
            json.WriteString("b", gate.Variant.B.Name);
            Number(json, "value", gate.Value);
            json.WriteBoolean("met", gate.Met);
            json.WriteString("reason", gate.Reason);
            json.WriteEndObject();
        }
        json.WriteEndArray();
        Texts(json, "notes", comparison.Notes);
        ReasonDocument.Write(json, report.Reasons);
        json.WriteEndObject();
    }

    private static void WriteVariant(Utf8JsonWriter json, VariantComparison variant)
    {
        json.WriteStartObject();
        WriteSide(json, "a", variant.A);
        WriteSide(json, "b", variant.B);
        json.WriteNumber("cases", variant.Cases.Count);
        json.WriteStartArray("metrics");
        foreach (MetricComparison metric in variant.Metrics) WriteMetric(json, metric);
        json.WriteEndArray();
        json.WriteStartArray("changes");
        foreach (ChangedCase changed in variant.Changes)
        {
            json.WriteStartObject();
            json.WriteString("change", changed.Change switch
            {
                CaseChange.Regressed => "regressed", CaseChange.Improved => "improved", CaseChange.ScoreFell => "score_fell", _ => "score_rose",
            });
            WriteCase(json, changed.Case.Case);
            Number(json, "score_a", changed.ScoreA);
            Number(json, "score_b", changed.ScoreB);
            WriteRows(json, "a", changed.Case.A);
            WriteRows(json, "b", changed.Case.B);
            json.WriteEndObject();
        }
        json.WriteEndArray();
        WriteCases(json, "only_a", variant.OnlyA);
        WriteCases(json, "only_b", variant.OnlyB);
        Texts(json, "notes", variant.Notes);
        json.WriteEndObject();
    }

    private static void WriteSide(Utf8JsonWriter json, string name, ComparedVariant variant)
    {
        json.WriteStartObject(name);
        json.WriteString("run", variant.Run.Id);
        json.WriteString("column", variant.Name);
        json.WriteEndObject();
    }

    private static void WriteMetric(Utf8JsonWriter json, MetricComparison metric)
    {
        json.WriteStartObject();
        json.WriteString("name", metric.Metric.Name);
        json.WriteNumber("cases", metric.Cases);
        Number(json, "a", metric.MeanA);
        Number(json, "b", metric.MeanB);
        Number(json, "delta", metric.Delta);
        Number(json, "low", metric.Interval?.Low);
        Number(json, "high", metric.Interval?.High);
        Number(json, "p", metric.P);
        Number(json, "p_adjusted", metric.AdjustedP);
        json.WriteString("method", metric.Method);
        json.WriteString("verdict", metric.Verdict switch
        {
            Preference.Better => "better", Preference.Worse => "worse", Preference.Inconclusive => "inconclusive", Preference.NeedsOneRun => "needs_one_run",
                _ => "too_few",
        });
        Number(json, "cases_needed", metric.CasesNeeded);
        Number(json, "detectable", metric.Detectable);
        if (metric.Table is { } table) WriteTable(json, table);
        json.WriteEndObject();
    }

    private static void WriteTable(Utf8JsonWriter json, PairedTable table)
    {
        json.WriteStartObject("passes");
        json.WriteNumber("both", table.Both);
        json.WriteNumber("only_a", table.OnlyA);
        json.WriteNumber("only_b", table.OnlyB);
        json.WriteNumber("neither", table.Neither);
        json.WriteEndObject();
    }

    private static void WriteCases(Utf8JsonWriter json, string name, IReadOnlyList<PlannedCase> cases)
    {
        json.WriteStartArray(name);
        foreach (PlannedCase test in cases)
        {
            json.WriteStartObject();
            WriteCase(json, test);
            json.WriteEndObject();
        }
        json.WriteEndArray();
    }

    private static void WriteCase(Utf8JsonWriter json, PlannedCase test)
    {
        json.WriteNumber("test", test.Index);
        json.WriteString("description", test.Description);
        json.WriteValues("vars", test.Vars);
    }

    private static void WriteRows(Utf8JsonWriter json, string name, IReadOnlyList<RunRow> rows)
    {
        json.WriteStartArray(name);
        foreach (RunRow row in rows)
        {
            json.WriteStartObject();
            json.WriteString("id", row.Id);
            json.WriteBoolean("success", row.Success);
            Number(json, "score", row.Score);
            json.WriteString("prompt", row.Prompt);
            json.WriteString("output", ShownCell.Output(row));
            json.WriteString("reason", row.Error ?? row.Reason);
            json.WriteEndObject();
        }
        json.WriteEndArray();
    }

    private static void Texts(Utf8JsonWriter json, string name, IReadOnlyList<string> texts)
    {
        json.WriteStartArray(name);
        foreach (string text in texts) json.WriteStringValue(text);
        json.WriteEndArray();
    }

    private static void Number(Utf8JsonWriter json, string name, double? value)
    {
        if (value is { } number && double.IsFinite(number)) json.WriteNumber(name, number);
        else json.WriteNull(name);
    }
}
