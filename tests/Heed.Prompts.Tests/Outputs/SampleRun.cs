using System.Text.Json;
using Heed.Prompts.Answers;
using Heed.Prompts.Assertions;
using Heed.Prompts.Plans;
using Heed.Prompts.Runs;
using Heed.Prompts.Templating;

namespace Heed.Prompts.Tests.Outputs;

/// <summary>A run with everything in it that result files must keep: quotes, markup, line breaks, sets, errors, values that are no text.</summary>
internal static class SampleRun
{
    public const string Nasty = "a,b\n\"q\" <script>alert(1)</script> ]]> & 'x' \u202E\u0001 \U0001F600";

    public static JsonElement Json(string text) => JsonElement.Parse(text);

    public static EvalRun Create()
    {
        PlannedColumn[] columns =
        [
            new(0, new PlannedProvider("heed:tiny-decoder", "heed:tiny-decoder") { Model = "heed:tiny-decoder" }, Prompt("Say {{word}} to {{name}}", "first")),
            new(1, new PlannedProvider("echo", "other <b>") { Config = Json("{\"temperature\":0}") }, Prompt("Second {{word}}", "Second {{word}}, \"ok\"")),
        ];
        PlannedAssertion contains = Assertion("""{"type":"contains","value":"Say","metric":"says","weight":2}"""), not = Assertion("""{"type":"not-contains","value":"xyz"}""");
        PlannedAssertion eve = Assertion("""{"type":"contains","value":"Eve"}"""), equals = Assertion("""{"type":"equals","value":"no","weight":0}""");
        PlannedAssertion set = Assertion("""{"type":"assert-set","metric":"set","assert":[{"type":"contains","value":"Eve"},{"type":"equals","value":"no","weight":0}]}""") with { Members = [eve, equals] };
        PlannedCase[] cases =
        [
            new(0)
            {
                Description = "Greets, \"politely\"", Vars = Vars("""{"word":"hello","name":"Bob"}"""), Assertions = [contains, not], Metadata = Json("""{"cluster":"a"}"""),
                Options = new CaseOptions { Suffix = "!", Raw = Json("""{"suffix":"!"}""") },
            },
            new(1) { Vars = new Dictionary<string, JsonElement> { ["word"] = JsonElement.Parse(JsonSerializer.Serialize(Nasty)),
                ["name"] = Json("[1, {\"x\": null}]") }, Assertions = [contains, set], Threshold = 0.5, Test = 1 },
            new(2) { Vars = Vars("""{"word":"Zed"}"""), Assertions = [contains], Test = 2, Repeat = 0 },
            new(3) { Vars = Vars("""{"word":"Zed"}"""), Assertions = [contains], Test = 2, Repeat = 1 },
        ];
        var setResult = new AssertionResult(set, Verdict.Fail, 0.5, "Expected output \"x\" to equal \"no\"")
        {
            Metric = "set", Members = [new(eve, Verdict.Pass, 1, "Assertion passed") { Value = eve.Value }, new(equals, Verdict.Fail, 0,
                "Expected output \"x\" to equal \"no\"") { Value = equals.Value }],
        };
        RunRow[] rows =
        [
            Row(cases[0], columns[0], "Say hello to Bob") with
            {
                Score = 1, Reason = "All assertions passed", Results = [Result(contains, Verdict.Pass, 1, "Assertion passed"), Result(not, Verdict.Pass, 1,
                    "Assertion passed") with
                {
                    Details = Json("""{"margin":1.25,"studio":"http://127.0.0.1:5000/#why","bad":{"studio":"javascript:alert(1)"},"layers":[{"layer":0,"share":0.5},{"layer":1,"share":null}]}"""),
                }],
                NamedScores = new Dictionary<string, double> { ["says"] = 1 }, Spans = [new PromptSpan("word", 4, 5)], PromptVersion = "0123456789abcdef",
                    TraceId = "t-1",
            },
            Row(cases[0], columns[1], Nasty) with
            {
                Failure = FailureReason.Assertion, Score = 1 / 3.0, Reason = "Expected output to contain \"Say\"",
                Results = [Result(contains, Verdict.Fail, 0, "Expected output to contain \"Say\""), Result(not, Verdict.Unsupported, 0,
                    "needs Python") with { Metric = "rendered", Value = Json("\"rendered\"") }],
                NamedScores = new Dictionary<string, double> { ["says"] = 0, ["rendered"] = 0.25 },
            },
            Row(cases[1], columns[0], "Say Eve") with { Score = 0.8333333333333334, Reason = "Aggregate score 0.83 ≥ 0.5 threshold",
                Results = [Result(contains, Verdict.Pass, 1, "Assertion passed"), setResult] },
            Row(cases[1], columns[1], "") with { Failure = FailureReason.Assertion, Reason = "Aggregate score 0.00 < 0.5 threshold",
                Output = Json("{\"a\": [1, \"ü\"]}") },
            Row(cases[2], columns[0], "Say Zed") with { Score = 1, Reason = "No assertions" },
            Row(cases[2], columns[1], "") with { Answer = null, Output = default, Failure = FailureReason.Error, Error = "The model went away\nat once",
                LatencyMs = 3.5 },
            Row(cases[3], columns[0], "Say Zed") with { Score = 1, Reason = "No assertions" },
        ];
        var plan = new EvalPlan("/tmp", columns, cases)
        {
            Description = "demo <i>", Config = Json("""{"description":"demo <i>","prompts":["Say {{word}}"],"on":"yes","n":1.50}"""),
            Warnings = [new PlanWarning(new Place("p.yaml", 3, 5), "unknown key 'asert'; 'assert'?")],
        };
        return new EvalRun("eval-Abc-2026-11-21T17:50:36", plan, rows) { Started = new DateTimeOffset(2026, 11, 21, 17, 50, 36, 391, TimeSpan.Zero),
            DurationMs = 1234.5, Version = "0.1.0" };
    }

    private static PlannedPrompt Prompt(string raw, string label) => new(raw, label) { Id = "id of " + label };

    private static Dictionary<string, JsonElement> Vars(string json) => Json(json).EnumerateObject().ToDictionary(member => member.Name, member
        => member.Value);

    private static PlannedAssertion Assertion(string json)
    {
        JsonElement raw = Json(json);
        string type = raw.GetProperty("type").GetString()!;
        return new PlannedAssertion(type.StartsWith("not-") ? type[4..] : type, new Place("p.yaml"))
        {
            Not = type.StartsWith("not-"), Raw = raw, Value = raw.TryGetProperty("value", out JsonElement value) ? value : default,
            Metric = raw.TryGetProperty("metric", out JsonElement metric) ? metric.GetString() : null, Weight = raw.TryGetProperty("weight",
                out JsonElement weight) ? weight.GetDouble() : 1,
        };
    }

    private static AssertionResult Result(PlannedAssertion assertion, Verdict verdict, double score, string reason)
        => new(assertion, verdict, score, reason) { Metric = assertion.Metric, Value = assertion.Value };

    private static RunRow Row(PlannedCase test, PlannedColumn column, string output) => new(test, column)
    {
        Id = $"row-{test.Index}-{column.Index}", Vars = test.Vars, Prompt = column.Prompt.Raw.Replace("{{word}}", ShownText(test)),
            Output = JsonElement.Parse(JsonSerializer.Serialize(output)), LatencyMs = 12.25,
        Answer = new Answer(output) { PromptTokens = [1, 2, 3], Tokens = [4, 5], LogProbabilities = [-0.5, -1.25], FinishReason = "stop", LatencyMs = 12,
            Metadata = Json("{\"m\":1}") },
    };

    private static string ShownText(PlannedCase test) => test.Vars["word"].GetString()!;
}
