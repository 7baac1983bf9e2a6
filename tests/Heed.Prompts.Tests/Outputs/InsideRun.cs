using System.Globalization;
using System.Text.Json;
using Heed.Prompts.Answers;
using Heed.Prompts.Assertions;
using Heed.Prompts.Plans;
using Heed.Prompts.Runs;

namespace Heed.Prompts.Tests.Outputs;

/// <summary>Runs whose rows hold details of <c>heed:</c> assertions, one of each for every number.</summary>
internal static class InsideRun
{
    /// <summary>A run of one case a row of <paramref name="details"/>, in a column each; a detail is its type and its members as JSON, with single
    /// quotes.</summary>
    public static EvalRun Of(params (string Type, string Details)[][] details) => Of(details, columns: 1);

    public static EvalRun Of((string Type, string Details)[][] details, int columns)
    {
        PlannedColumn[] all = [.. Enumerable.Range(0, columns).Select(i => new PlannedColumn(
            i, new PlannedProvider("heed:tiny-decoder", "heed:tiny-decoder") { Model = "heed:tiny-decoder" },
                new PlannedPrompt("p", $"variant <{i}>") { Id = $"{i}" }))];
        PlannedCase[] cases = [.. details.Select((_, i) => new PlannedCase(i) { Test = i, Vars = new Dictionary<string,
            JsonElement> { ["n"] = JsonElement.Parse($"{i}") } })];
        RunRow[] rows = [.. from test in cases
                            from column in all
                            select new RunRow(test, column)
                            {
                                Id = $"{test.Index}-{column.Index}", Vars = test.Vars, Prompt = "p", Answer = new Answer("x"),
                                    Output = JsonElement.Parse("\"x\""), Score = 1,
                                Results = [.. details[test.Index].Select(one => new AssertionResult(
                                    new PlannedAssertion(one.Type, new Place("p.yaml")), Verdict.Pass, 1,
                                        "so") { Details = JsonElement.Parse(one.Details.Replace('\'', '"')) })],
                            }];
        return new EvalRun("eval-1", new EvalPlan("/", all, cases), rows) { Started = DateTimeOffset.UnixEpoch, Version = "0.1.0" };
    }

    /// <summary>All six for one case; the numbers follow from <paramref name="n"/>.</summary>
    public static (string Type, string Details)[] Six(int n)
    {
        string margin = (n - 2).ToString(CultureInfo.InvariantCulture);
        string story = n > 2 ? "true,'story':'looks weak, decides'" : "false";
        const string Curve = "'span':'fact','places':3,'here':1";
        const string Model = "'model':'tiny-decoder','answer':'<b>'", Studio = "'studio':'#/why?model=tiny-decoder&text=a%20b&answer=x'";
        return
        [
            ("heed:margin", $"{{{Model},'margin':{margin},{Studio}}}"),
            ("heed:position", $"{{{Model},{Curve},'curve':[{{'place':0,'margin':{n}}},{{'place':1,'margin':{n + 1}}},{{'place':2,'margin':-1}}],{Studio}}}"),
            ("heed:span-effect", $"{{{Model},'span':'fact','how':'cut','effect':{n},'share':0.25,'perLength':0.5,'disagrees':{story},{Studio}}}"),
            ("heed:span-attention", $"{{{Model},'span':'fact','share':0.25,'perLength':0.5,{Studio}}}"),
            ("heed:span-attention", $"{{{Model},'span':'fact','layer':1,'share':0.75,'perLength':1.5,{Studio}}}"),
            ("heed:decision-layer", $"{{{Model},'layer':{n % 3 - 1},'layers':[[],[],[],[]],{Studio}}}"),
            ("heed:distraction", $"{{{Model},'span':'fact','before':{{'margin':{n},'effect':2}},'after':{{'margin':-1,'effect':3}},{Studio}}}"),
        ];
    }
}
