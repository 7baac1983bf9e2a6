using System.Text.Json;
using Heed.Prompts.Answers;
using Heed.Prompts.Plans;
using Heed.Prompts.Runs;

namespace Heed.Prompts.Outputs.Results;

/// <summary>A row of results. What promptfoo has no place for (repeat, version, trace, spans) stands under <c>metadata.heed</c>.</summary>
internal static class RowJson
{
    public static void Write(Utf8JsonWriter json, RunRow row)
    {
        PlannedProvider provider = row.Column.Provider;
        json.WriteStartObject();
        json.WriteString("id", row.Id);
        json.WriteStartObject("provider");
        json.WriteString("id", provider.Id);
        json.WriteString("label", provider.Label == provider.Id ? "" : provider.Label);
        json.WriteDefined("config", provider.Config);
        json.WriteEndObject();
        json.WriteStartObject("prompt");
        json.WriteString("raw", row.Prompt);
        json.WriteString("label", row.Column.Prompt.Label);
        json.WriteDefined("config", row.Column.Prompt.Config);
        json.WriteEndObject();
        json.WriteValues("vars", row.Vars);
        if (row.Answer is { } answer) WriteResponse(json, row, answer);
        json.WriteDefined("error", row.Error ?? (row.Failure == FailureReason.Assertion ? row.Reason : null));
        json.WriteBoolean("success", row.Success);
        json.WriteNumber("failureReason", (int)row.Failure);
        json.WriteFinite("score", row.Score);
        json.WriteNumbers("namedScores", row.NamedScores);
        json.WriteFinite("latencyMs", row.LatencyMs);
        json.WriteNumber("cost", 0);
        WriteMetadata(json, row);
        json.WriteNumber("promptIdx", row.Column.Index);
        json.WriteNumber("testIdx", row.Case.Index);
        CaseJson.Write(json, "testCase", row.Case);
        json.WriteString("promptId", row.Column.Prompt.Id);
        TokenCounts.Of([row]).Write(json, "tokenUsage");
        if (row.Failure != FailureReason.Error || row.Results.Count > 0) GradingJson.Write(json, "gradingResult", row);
        json.WriteEndObject();
    }

    private static void WriteResponse(Utf8JsonWriter json, RunRow row, Answer answer)
    {
        json.WriteStartObject("response");
        if (row.Output.ValueKind == JsonValueKind.Undefined) json.WriteString("output", answer.Text);
        else json.WriteDefined("output", row.Output);
        json.WriteString("raw", answer.Text);
        json.WriteNumber("cost", 0);
        json.WriteBoolean("cached", answer.Cached);
        TokenCounts.Of([row]).WriteShort(json, "tokenUsage");
        json.WriteFinite("latencyMs", answer.LatencyMs);
        json.WriteDefined("finishReason", answer.FinishReason);
        if (answer.LogProbabilities.Count > 0)
        {
            json.WriteStartArray("logProbs");
            foreach (double value in answer.LogProbabilities) json.WriteFiniteValue(value);
            json.WriteEndArray();
        }
        json.WriteDefined("metadata", answer.Metadata);
        json.WriteEndObject();
    }

    private static void WriteMetadata(Utf8JsonWriter json, RunRow row)
    {
        json.WriteStartObject("metadata");
        if (row.Case.Metadata.ValueKind == JsonValueKind.Object)
            foreach (JsonProperty member in row.Case.Metadata.EnumerateObject())
                if (member.Name != "heed") member.WriteTo(json);
        json.WriteStartObject("heed");
        json.WriteNumber("test", row.Case.Test);
        json.WriteNumber("repeat", row.Case.Repeat);
        json.WriteDefined("promptVersion", row.PromptVersion);
        json.WriteDefined("traceId", row.TraceId);
        if (row.Answer?.Greedy is { } greedy) json.WriteBoolean("greedy", greedy);
        if (row.Spans.Count > 0)
        {
            json.WriteStartArray("spans");
            foreach (Templating.PromptSpan span in row.Spans)
            {
                json.WriteStartObject();
                json.WriteString("name", span.Name);
                json.WriteNumber("start", span.Start);
                json.WriteNumber("length", span.Length);
                json.WriteEndObject();
            }
            json.WriteEndArray();
        }
        json.WriteEndObject();
        json.WriteEndObject();
    }
}
