using Heed.Prompts.Configs;
using Heed.Prompts.Plans;
using static Heed.Prompts.Tests.Configs.PlanFixture;

namespace Heed.Prompts.Tests.Configs;

/// <summary>
/// Order, variables and assertions are those of promptfoo 0.118.17 on the same files; where it takes files in the folder's order, ours is that of names.
/// </summary>
public sealed class TestFormTests : IDisposable
{
    private readonly PlanFixture _files = new();

    [Fact]
    public void Tests_DefaultsArraysAndRepeats_MakeCasesInOrder()
    {
        EvalPlan plan = _files.Read("""
            providers: echo
            defaultTest:
              vars: {a: da, b: db}
              assert: [{type: contains, value: dflt}]
              options: {prefix: "P ", suffix: " S"}
              metadata: {m: 1, n: 2}
              threshold: 0.2
            tests:
              - vars: {a: [1, 2], b: [x, y], c: [3, four], d: [four, 3], f: [[p, q], r]}
                assert: [{type: contains, value: own}]
                metadata: {m: 5}
                description: D1
              - vars: {c: z}
                threshold: 0
            evaluateOptions: {repeat: 2}
            """);
        string[] one = [.. ((string[])["x", "y"])
            .SelectMany(b => ((string[])["four", "3"]).Select(d => $"a=[1,2] b={b} c=[3,\"four\"] d={d} f=[[\"p\",\"q\"],\"r\"]"))];
        Assert.Equal([.. one, .. one, "a=da b=db c=z", "a=da b=db c=z"], plan.Cases.Select(Short));
        Assert.Equal(Enumerable.Range(0, 10), plan.Cases.Select(c => c.Index));
        Assert.Equal([0, 0, 0, 0, 1, 1, 1, 1, 0, 1], plan.Cases.Select(c => c.Repeat));
        Assert.Equal([0, 0, 0, 0, 0, 0, 0, 0, 1, 1], plan.Cases.Select(c => c.Test));
        Assert.Equal(["contains:dflt", "contains:own"], plan.Cases[0].Assertions.Select(Short));
        Assert.Equal(("P ", " S", 0.2, "D1"), (plan.Cases[0].Options.Prefix, plan.Cases[0].Options.Suffix, plan.Cases[0].Threshold, plan.Cases[0].Description));
        Assert.Equal("""{"m":5,"n":2}""", plan.Cases[0].Metadata.GetRawText());
        Assert.Equal(0, plan.Cases[8].Threshold);
    }

    [Theory]
    [InlineData("t.csv", "a,b\n")]
    [InlineData("t.yaml", "")]
    [InlineData("t.json", "[]")]
    [InlineData("t.jsonl", "\n")]
    public void Tests_FileWithoutATest_IsRefused(string name, string text)
        => Assert.Contains($"expected at least one test in {name}; there is none", _files.File(name, text).Refused($"providers: echo\ntests: {name}\n"));

    [Fact]
    public void CommandLineOptions_AreHeardOrNamed()
    {
        EvalPlan plan = _files.Read("""
            description: own
            providers: echo
            commandLineOptions: {table: false, write: false, description: asked, verbose: true, tableCellMaxLength: 5, progressBar: false}
            evaluateOptions: {showProgressBar: false, generateSuggestions: true}
            tests: [{vars: {a: 1}, options: {runSerially: true, factuality: {agree: 1}}, assert: [{type: contains, value: x, contextTransform: y}]}]
            """);
        Assert.Equal(("asked", false, false, true), (plan.Description, plan.Settings.Table, plan.Settings.Write, plan.Cases[0].Options.RunSerially));
        Assert.All((string[])["verbose", "tableCellMaxLength", "progressBar", "showProgressBar", "generateSuggestions", "factuality", "contextTransform"],
            key => Assert.Contains(plan.Warnings, warning => warning.Message.StartsWith($"\"{key}\" is passed over: ")));
    }

    [Fact]
    public void Tests_EmptyList_IsWarnedOf()
        => Assert.Contains("\"tests\" is empty", Assert.Single(_files.Read("providers: echo\ntests: []\n").Warnings).Message);

    [Fact]
    public void Test_Provider_IsOneOfTheConfigurationsOrAnother()
    {
        EvalPlan plan = _files.Read("""
            providers: [echo, {id: 'heed:m', label: mine, config: {max_tokens: 3}}]
            tests: [{vars: {a: 1}, provider: mine}, {vars: {a: 1}, provider: 'heed:other'}, {vars: {a: 1}, provider: {id: 'openai:x', label: far}}, {vars: {a: 1}}]
            """);
        Assert.Equal([("m", "mine"), ("other", "heed:other"), (null, "far"), (null, null)], plan.Cases.Select(one => (one.Provider?.Model, one.Provider?.Label)));
        Assert.Equal(3, plan.Cases[0].Provider!.Config.GetProperty("max_tokens").GetInt32());
        Assert.Contains("is not local", plan.Cases[2].Provider!.Unsupported);
        Assert.Contains("expected one provider", _files.File("two.yaml", "[echo, 'heed:m']").Refused("providers: echo\ntests: [{vars: {a: 1}, provider: file://two.yaml}]\n"));
    }

    [Fact]
    public void Tests_ExpansionOff_ListsStayWhole()
        => Assert.Equal(["b=[\"x\",\"y\"]"],
            _files.Read("providers: echo\ntests: [{vars: {b: [x, y]}, options: {disableVarExpansion: true}}]\n").Cases.Select(Short));

    [Fact]
    public void Tests_Scenarios_AreConfigTimesTestsAfterTheTests()
    {
        _files.File("scn.yaml", "- config: [{vars: {x: f}}]\n  tests: [{vars: {y: g}}]\n");
        EvalPlan plan = _files.Read("""
            providers: echo
            defaultTest: {assert: [{type: contains, value: dflt}], vars: {z: Z}}
            tests: [{vars: {x: t}}]
            scenarios:
              - description: sc
                config:
                  - {vars: {x: c1}, assert: [{type: contains, value: cfg}], metadata: {a: 1}, description: cd}
                  - {vars: {x: c2}, threshold: 0.7}
                tests:
                  - {vars: {y: t1}, assert: [{type: contains, value: tst}], description: td, metadata: {b: 1}}
                  - {vars: {y: [t2, t3], x: over}}
              - file://scn.yaml
            """);
        Assert.Equal(["z=Z x=t", "z=Z x=c1 y=t1", "z=Z x=over y=t2", "z=Z x=over y=t3", "z=Z x=c2 y=t1", "z=Z x=over y=t2", "z=Z x=over y=t3", "z=Z x=f y=g"],
            plan.Cases.Select(Short));
        Assert.Equal(["contains:dflt", "contains:cfg", "contains:tst"], plan.Cases[1].Assertions.Select(Short));
        Assert.Equal([null, "td", "cd", "cd", "td", null, null, null], plan.Cases.Select(c => c.Description));
        Assert.Equal("""{"a":1,"b":1}""", plan.Cases[1].Metadata.GetRawText());
        Assert.Equal([null, null, null, null, 0.7, 0.7, 0.7, null], plan.Cases.Select(c => c.Threshold));
    }

    [Fact]
    public void Tests_FilesOfAllKinds_AreReadInOrder()
    {
        _files.File("t4.csv", "q,z\n\"a \"\"q\"\" b\",1\n x , y \n\"multi\nline\",\nrel\"ax\"ed,3\n")
            .File("t4b.jsonl", "{\"vars\":{\"q\":\"jl\"},\"description\":\"d\"}\n\n{\"vars\":{\"q\":\"jl2\"}}\n")
            .File("t4c.json", "[{\"vars\":{\"q\":\"j\"}}]").File("t4d.yaml", "- vars: {q: y}\n- vars: vv.yaml\n- vars: [vv.yaml, vv2.yaml]\n")
            .File("vv.yaml", "q: fromfile\nz: 1\n").File("vv2.yaml", "q: fromfile2\n")
            .File("t5a.yaml", "- vars: {q: g1}\n").File("t5b.yaml", "vars: {q: g2}\n");
        EvalPlan plan = _files.Read("providers: echo\ntests: [t4.csv, {path: t4b.jsonl}, file://t4c.json, t4d.yaml, {vars: {q: in}}, \"t5*.yaml\"]\n");
        Assert.Equal(["q=a \"q\" b z=1", "q= x  z= y ", "q=multi\nline z=", "q=rel\"ax\"ed z=3", "q=jl", "q=jl2", "q=j",
            "q=y", "q=fromfile z=1", "q=fromfile2 z=1", "q=in", "q=g1", "q=g2"],
            plan.Cases.Select(Short));
        Assert.Equal(["Row #1", "Row #2", "Row #3", "Row #4", "d", "Row #2", null], plan.Cases.Take(7).Select(c => c.Description));
    }

    [Fact]
    public void Tests_VariablesInFiles_AreReadAndPatternsMakeCases()
    {
        _files.File("v/one.txt", "\n One file\n").File("v/u.yaml", "k: 1\nl: [a, b]\n").File("v/w.yaml", "z: 9\n").File("v/c.json", "[ 1 ]\n");
        EvalPlan plan = _files.Read("providers: echo\ntests: [{vars: {a: file://v/one.txt,"
            + " b: \"file://v/*.yaml\", c: file://v/c.json, f: [file://v/one.txt, plain]}}]\n");
        Assert.Equal(["""a=One file b={"k":1,"l":["a","b"]} c=[ 1 ] f=One file""", """a=One file b={"k":1,"l":["a","b"]} c=[ 1 ] f=plain""",
            """a=One file b={"z":9} c=[ 1 ] f=One file""", """a=One file b={"z":9} c=[ 1 ] f=plain"""], plan.Cases.Select(Short));
        Assert.Contains("there is no such file", _files.Refused("providers: echo\ntests: [{vars: {a: file://v/nope.txt}}]\n"));
        PlannedCase[] cases = [.. _files.File("v/x.py", "").File("v/x.png", "").Read("providers: echo\ntests: [{vars: {a: file://v/x.py}}, {vars: {a: file://v/one.txt}}, {vars: {b: file://v/x.png}}]\n").Cases];
        Assert.Equal([true, false, true], cases.Select(one => one.Unsupported is not null));
        Assert.Contains("v/x.py is code, which Heed does not run", cases[0].Unsupported);
    }

    [Fact]
    public void Tests_None_AskOnce() => Assert.Equal(["a=1"], _files.Read("providers: echo\ndefaultTest: {vars: {a: 1}}\n").Cases.Select(Short));

    [Fact]
    public void DefaultTest_InAFile_IsRead()
    {
        _files.File("d.yaml", "vars: {z: 0}\nassert: [{type: contains, value: g}]\n");
        PlannedCase one = _files.Read("providers: echo\ndefaultTest: file://d.yaml\ntests: [{vars: {q: 1}}]\n").Cases[0];
        Assert.Equal("z=0 q=1", Short(one));
        Assert.Equal("contains:g", Short(one.Assertions[0]));
    }

    [Fact]
    public void Assertions_EveryPart_IsKept()
    {
        PlannedAssertion[] all = [.. _files.Read("""
            providers: echo
            tests:
              - providerOutput: stored
                provider: lab
                options: {transform: output.trim(), provider: "heed:x", rubricPrompt: [{role: user, content: r}], storeOutputAs: s}
                assert:
                  - {type: not-contains, value: [a, b], weight: 0, metric: "m{{x}}",
                     transform: output, provider: p, rubricPrompt: r, config: {k: 1}, standard: true}
                  - {type: assert-set, threshold: 0.5, metric: ms, weight: 2, assert: [{type: equals, value: x}, {type: latency, threshold: 100}]}
                  - {type: "not-heed:span-attention", span: doc, length: 128, threshold: 0.3}
            """).Cases[0].Assertions];
        Assert.Equal(("contains", true, 0.0, "m{{x}}", "output"), (all[0].Type, all[0].Not, all[0].Weight, all[0].Metric, all[0].Transform));
        Assert.Equal("""{"config":{"k":1},"standard":true}""", all[0].Config.GetRawText());
        Assert.Equal(["p", "r"], new[] { all[0].Grader, all[0].RubricPrompt }.Select(Text));
        Assert.Equal(["equals:x", "latency(100)"], all[1].Members.Select(Short));
        Assert.Equal((2.0, 0.5), (all[1].Weight, all[1].Threshold));
        Assert.Equal(("heed:span-attention", true, """{"span":"doc","length":128}"""), (all[2].Type, all[2].Not, all[2].Config.GetRawText()));
    }

    [Theory]
    [InlineData("tests: [{vars: {a: 1}, assert: [{type: assert-set, assert: [{type: assert-set, assert: []}]}]}]", "an assert-set stands inside of another")]
    [InlineData("tests: [{assert: [{value: x}]}]", "expected \"type\" in an assertion")]
    [InlineData("tests: [{assert: {type: contains}}]", "line 2, column 18: expected a list of assertions")]
    [InlineData("tests: [{description: only}]", "expected a test with one of")]
    [InlineData("tests: [{threshold: high}]", "expected a number for \"threshold\"; got the text \"high\"")]
    [InlineData("tests: nope.csv", "there is no such file")]
    [InlineData("tests: make.py", "are code")]
    [InlineData("tests: https://docs.google.com/x", "is not a file")]
    [InlineData("tests: [{vars: {a: [x, y], b: 1}, options: {disableVarExpansion: 1}}]", "expected true or false")]
    [InlineData("evaluateOptions: {repeat: 0}", "expected a whole number of at least 1")]
    [InlineData("evaluateOptions: [1]", "expected a section with keys for \"evaluateOptions\"")]
    [InlineData("derivedMetrics: [{name: x}]", "expected a metric with \"name\" and \"value\"")]
    public void Configuration_WrongKind_IsRefusedWithItsPlace(string line, string message)
    {
        string error = _files.Refused($"providers: echo\n{line}\n");
        Assert.Contains("promptfooconfig.yaml, line 2, column ", error);
        Assert.Contains(message, error);
    }

    public void Dispose() => _files.Dispose();
}
