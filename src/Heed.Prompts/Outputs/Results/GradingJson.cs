using System.Text.Json;
using Heed.Prompts.Assertions;
using Heed.Prompts.Runs;

namespace Heed.Prompts.Outputs.Results;

/// <summary>
/// What was said of an answer, <c>gradingResult</c>. Of an assert-set promptfoo writes the whole without its assertion, its members in it, and once more
/// behind it: so does this.
/// Verdicts that its pass or fail cannot tell, and numbers behind a verdict, stand under <c>metadata</c>.
/// </summary>
internal static class GradingJson
{
    public static void Write(Utf8JsonWriter json, string name, RunRow row)
    {
        json.WriteStartObject(name);
        json.WriteBoolean("pass", row.Success);
        json.WriteFinite("score", row.Score);
        json.WriteString("reason", row.Reason);
        json.WriteNumbers("namedScores", row.NamedScores);
        WriteTokens(json);
        json.WritePropertyName("componentResults");
        if (row.Results.Count == 0) json.WriteNullValue();
        else
        {
            json.WriteStartArray();
            foreach (AssertionResult result in row.Results)
            {
                WriteResult(json, result);
                foreach (AssertionResult member in result.Members) WriteResult(json, member);
            }
            json.WriteEndArray();
        }
        json.WriteEndObject();
    }

    private static void WriteResult(Utf8JsonWriter json, AssertionResult result)
    {
        bool set = result.Members.Count > 0;
        json.WriteStartObject();
        json.WriteBoolean("pass", result.Verdict == Verdict.Pass);
        json.WriteFinite("score", result.Score);
        json.WriteString("reason", result.Reason);
        if (set)
        {
            json.WriteNumbers("namedScores", Named(result.Members));
            WriteTokens(json);
            json.WriteStartArray("componentResults");
            foreach (AssertionResult member in result.Members) WriteResult(json, member);
            json.WriteEndArray();
        }
        else
        {
            json.WritePropertyName("assertion");
            CaseJson.WriteAssertion(json, result.Assertion);
        }
        WriteMore(json, result);
        json.WriteEndObject();
    }

    private static IEnumerable<KeyValuePair<string, double>> Named(IReadOnlyList<AssertionResult> members)
        => members.Where(member => member.Metric is not null).GroupBy(member => member.Metric!).Select(named => KeyValuePair.Create(
            named.Key, named.Sum(member => member.Assertion.Weight) is var all and not 0
                ? named.Sum(member => member.Score * member.Assertion.Weight) / all : 0));

    private static void WriteMore(Utf8JsonWriter json, AssertionResult result)
    {
        bool rendered = result.Value.ValueKind != JsonValueKind.Undefined && !Same(result.Value, result.Assertion.Value);
        bool verdict = result.Verdict is Verdict.Error or Verdict.Unsupported, metric = result.Metric is not null && result.Metric != result.Assertion.Metric;
        if (!verdict && !metric && result.Details.ValueKind == JsonValueKind.Undefined && !rendered) return;
        json.WriteStartObject("metadata");
        if (verdict) json.WriteString("verdict", result.Verdict == Verdict.Error ? "error" : "unsupported");
        if (metric) json.WriteString("metric", result.Metric);
        if (rendered) json.WriteDefined("renderedAssertionValue", result.Value);
        json.WriteDefined("details", result.Details);
        json.WriteEndObject();
    }

    private static bool Same(JsonElement a, JsonElement b) => b.ValueKind != JsonValueKind.Undefined && JsonElement.DeepEquals(a, b);

    private static void WriteTokens(Utf8JsonWriter json)
    {
        json.WriteStartObject("tokensUsed");
        foreach (string member in (string[])["total", "prompt", "completion", "cached", "numRequests"]) json.WriteNumber(member, 0);
        json.WriteEndObject();
    }
}
