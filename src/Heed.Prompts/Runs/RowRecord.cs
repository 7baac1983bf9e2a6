using System.Text.Json;
using Heed.Prompts.Answers;
using Heed.Prompts.Assertions;
using Heed.Prompts.Plans;
using Heed.Prompts.Templating;

namespace Heed.Prompts.Runs;

/// <summary>A row as it is written down: what the plan knows is named by its place in it.</summary>
internal sealed record RowRecord(int Test, int Prompt, string Id, string Rendered)
{
    public Dictionary<string, JsonElement> Vars { get; init; } = [];

    public Dictionary<string, JsonElement>? PutIn { get; init; }

    public List<PromptSpan> Spans { get; init; } = [];

    public List<string> Missing { get; init; } = [];

    public Answer? Answer { get; init; }

    public JsonElement? Output { get; init; }

    public string? Error { get; init; }

    public FailureReason Failure { get; init; }

    public double Score { get; init; }

    public string Reason { get; init; } = "";

    public List<ResultRecord> Results { get; init; } = [];

    public Dictionary<string, double> NamedScores { get; init; } = [];

    public double LatencyMs { get; init; }

    public string? PromptVersion { get; init; }

    public string? TraceId { get; init; }

    /// <summary>Writes a row down.</summary>
    public static RowRecord Of(RunRow row) => new(row.Case.Index, row.Column.Index, row.Id, row.Prompt)
    {
        Vars = new(row.Vars), PutIn = row.PutIn is { } put && row.Vars.Any(pair => !put[pair.Key].Equals(pair.Value)) ? new(put) : null, Spans = [.. row.Spans], Missing = [.. row.Missing], Answer = row.Answer, Output = Defined(row.Output), Error = row.Error, Failure = row.Failure, Score = row.Score,
        Reason = row.Reason, Results = ResultRecord.Of(row.Results, row.Case.Assertions), NamedScores = new(row.NamedScores), LatencyMs = row.LatencyMs,
        PromptVersion = row.PromptVersion, TraceId = row.TraceId,
    };

    /// <summary>The row again; null where the plan has no such place.</summary>
    public RunRow? Row(EvalPlan plan)
    {
        PlannedCase? planned = plan.Cases.FirstOrDefault(one => one.Index == Test);
        PlannedColumn? column = plan.Columns.FirstOrDefault(one => one.Index == Prompt);
        if (planned is null || column is null) return null;
        column = planned.Asked(column);
        return new RunRow(planned, column)
        {
            Id = Id, Vars = Vars, PutIn = PutIn, Prompt = Rendered, Spans = Spans, Missing = Missing, Answer = Answer, Output = Output ?? default, Error = Error, Failure = Failure, Score = Score, Reason = Reason,
            Results = ResultRecord.Results(Results, planned.Assertions), NamedScores = NamedScores, LatencyMs = LatencyMs, PromptVersion = PromptVersion, TraceId = TraceId,
        };
    }

    /// <summary>A value that can be written; null for an undefined one.</summary>
    internal static JsonElement? Defined(JsonElement value) => value.ValueKind == JsonValueKind.Undefined ? null : value;
}
