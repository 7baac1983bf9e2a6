using Heed.Prompts.Plans;
using Heed.Prompts.Templating;

namespace Heed.Prompts.Tests.Configs;

/// <summary>Files that are broken in any way are read or refused with an explanation; nothing else comes out of the reader.</summary>
public sealed class MutationTests : IDisposable
{
    private const string Yaml = """
        description: d
        prompts: ["Hi {{a}} {% for x in l %}{{ x | upper }}{% endfor %}", {raw: "{{#span s}}{{b}}{{/span}}", label: L}, file://p.txt]
        providers: [echo, {id: "heed:m", config: {temperature: 0.5}, prompts: [L]}, echo: {label: e}]
        x-t: &t {type: contains, value: "{{a}}"}
        assertionTemplates: {r: {type: equals, value: z}}
        defaultTest: {vars: {a: 1}, assert: [*t], options: {prefix: P}}
        tests:
          - vars: {<<: {b: 2}, a: [x, y], l: [[1]]}
            assert: [{$ref: "#/assertionTemplates/r"}, {type: assert-set, assert: [*t], threshold: 0.5}]
            threshold: 0.5
          - t.csv
        scenarios: [{config: [{vars: {c: 1}}], tests: [{vars: {d: 2}}]}]
        evaluateOptions: {repeat: 2}
        derivedMetrics: [{name: n, value: a + b}]
        """;

    private const string Csv = "a,b,__expected,__threshold,__metadata:k[]\nx,\"y, \"\"z\"\"\",contains-any(0.5): a,0.3,\"p,q\"\n1,2,is-json,,\n";
    private const string Pieces = "{}[]\"':,-#&*!|>%\n\t \\0aé$<~?";
    private readonly PlanFixture _files = new();

    [Fact]
    public void Read_BrokenFiles_AreReadOrRefused()
    {
        var random = new Random(11);
        int refused = 0;
        for (int turn = 0; turn < 600; turn++)
        {
            _files.File("p.txt", "One {{a}}\n---\nTwo").File("t.csv", turn % 3 == 0 ? Broken(Csv, random) : Csv);
            try
            {
                EvalPlan plan = _files.Read(turn % 3 == 0 ? Yaml : Broken(Yaml, random));
                Assert.NotEmpty(plan.Columns);
                Assert.Equal(Enumerable.Range(0, plan.Cases.Count), plan.Cases.Select(one => one.Index));
                foreach (PlannedColumn column in plan.Columns) Rendered(column.Prompt, plan.Cases[0]);
            }
            catch (HeedException error)
            {
                refused++;
                Assert.NotEmpty(error.Message);
            }
        }
        Assert.InRange(refused, 50, 550);
    }

    [Fact]
    public void Read_WholeFiles_AreRead()
    {
        _files.File("p.txt", "One {{a}}\n---\nTwo").File("t.csv", Csv);
        EvalPlan plan = _files.Read(Yaml);
        Assert.Equal((9, 10), (plan.Columns.Count, plan.Cases.Count));
        foreach (PlannedColumn column in plan.Columns) Rendered(column.Prompt, plan.Cases[0]);
    }

    public void Dispose() => _files.Dispose();

    private static void Rendered(PlannedPrompt prompt, PlannedCase one)
    {
        RenderedPrompt rendered = PromptTemplates.Render(prompt, one.Options, one.Vars, new Dictionary<string, string>());
        Assert.All(rendered.Spans, span => Assert.InRange(span.Start + span.Length, span.Start, rendered.Text.Length));
    }

    private static string Broken(string text, Random random)
    {
        for (int changes = random.Next(1, 4); changes > 0; changes--)
        {
            int at = random.Next(text.Length), length = Math.Min(random.Next(0, 6), text.Length - at);
            text = random.Next(4) switch
            {
                0 => text.Remove(at, length),
                1 => text.Insert(at, Pieces[random.Next(Pieces.Length)].ToString()),
                2 => text.Insert(random.Next(text.Length), text.Substring(at, length)),
                _ => text.Remove(at, length).Insert(at, Pieces[random.Next(Pieces.Length)].ToString()),
            };
        }
        return text;
    }
}
