using System.Text.Json;
using Heed.Prompts.Answers;
using Heed.Prompts.Plans;
using Heed.Prompts.Runs;
using Heed.Prompts.Templating;

namespace Heed.Prompts.Outputs.Results;

/// <summary>A row of a results file.</summary>
internal static class ReadRow
{
    public static RunRow Of(JsonPlace row, IReadOnlyDictionary<int, PlannedCase> cases, IReadOnlyList<PlannedColumn> columns)
    {
        PlannedCase test = cases[row.Index("testIdx")];
        PlannedColumn column = test.Asked(columns[row.Index("promptIdx")]);
        JsonPlace? ours = row.Find("metadata")?.Find("heed"), grading = row.Find("gradingResult");
        FailureReason failure = Failure(row);
        return new RunRow(test, column)
        {
            Id = row.Find("id")?.TextOrNull() ?? $"{test.Index}:{column.Index}",
            Vars = row.Find("vars")?.Values() ?? test.Vars,
            Prompt = row.Find("prompt")?.Find("raw")?.TextOrNull() ?? "",
            Spans = [.. ours?.Find("spans")?.Items().Select(span => new PromptSpan(span.Text("name"), span.Index("start"), span.Index("length"))) ?? []],
            Answer = row.Find("response") is { } response && response.Find("output") is not null
                ? Answer(row, response) with { Greedy = ours?.Find("greedy")?.Flag() } : null,
            Output = row.Find("response")?.Find("output")?.Value ?? default,
            Error = failure == FailureReason.Error ? row.Find("error")?.TextOrNull() ?? "no reason is given" : null,
            Failure = failure,
            Score = row.Find("score")?.Number() ?? 0,
            Reason = grading?.Find("reason")?.TextOrNull() ?? "",
            Results = grading is null ? [] : ReadGrading.Of(grading, test),
            NamedScores = row.Find("namedScores")?.Numbers() ?? new Dictionary<string, double>(),
            LatencyMs = row.Find("latencyMs")?.Number() ?? 0,
            PromptVersion = ours?.Find("promptVersion")?.TextOrNull(),
            TraceId = ours?.Find("traceId")?.TextOrNull(),
        };
    }

    private static FailureReason Failure(JsonPlace row)
    {
        if (row.Find("success")?.Flag() is not { } success) throw row.Wrong("success", "true or false", "neither");
        if (success) return FailureReason.None;
        return row.Find("failureReason") is null ? row.Find("gradingResult") is null ? FailureReason.Error : FailureReason.Assertion
            : row.Index("failureReason") == (int)FailureReason.Error ? FailureReason.Error : FailureReason.Assertion;
    }

    private static Answer Answer(JsonPlace row, JsonPlace response)
        => new(response.Find("raw")?.TextOrNull() ?? ShownValue.Of(response.Find("output")!.Value))
        {
            LogProbabilities = [.. response.Find("logProbs")?.Items().Select(value => value.Value.ValueKind == JsonValueKind.Number ? value.Number()
                : double.NaN) ?? []],
            FinishReason = response.Find("finishReason")?.TextOrNull(),
            LatencyMs = (response.Find("latencyMs") ?? row.Find("latencyMs"))?.Number() ?? 0,
            Cached = response.Find("cached")?.Flag() ?? false,
            Metadata = response.Find("metadata")?.Value ?? default,
        };
}
