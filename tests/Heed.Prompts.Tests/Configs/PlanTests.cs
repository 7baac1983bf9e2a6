using Heed.Prompts.Configs;
using Heed.Prompts.Plans;
using static Heed.Prompts.Tests.Configs.PlanFixture;

namespace Heed.Prompts.Tests.Configs;

/// <summary>Providers, several files, options, filters, warnings.</summary>
public sealed class PlanTests : IDisposable
{
    private readonly PlanFixture _files = new();

    [Theory]
    [InlineData("echo", null, null)]
    [InlineData("heed:tiny-decoder", "tiny-decoder", null)]
    [InlineData("heed:ORG/NAME", "ORG/NAME", null)]
    [InlineData("heed:", null, "without the name")]
    [InlineData("openai:gpt-4o", null, "openai:gpt-4o is not local: Heed runs models on this machine; write heed:NAME")]
    [InlineData("file://x.js", null, "is code")]
    [InlineData("exec:./run.sh", null, "is code")]
    public void Provider_Id_IsMappedOrNamedAsNotLocal(string id, string? model, string? unsupported)
    {
        PlannedProvider provider = _files.Read($"prompts: [a]\nproviders: [\"{id}\"]\n").Columns[0].Provider;
        Assert.Equal(model, provider.Model);
        if (unsupported is null) Assert.Null(provider.Unsupported);
        else Assert.Contains(unsupported, provider.Unsupported);
    }

    [Fact]
    public void Provider_Folder_IsMeantFromTheConfiguration()
    {
        _files.File("models/m/config.json", "{}");
        EvalPlan plan = _files.Read("prompts: [a]\nproviders: [./models/m, models/m, \"heed:models/m\", \"heed:./nope\"]\n");
        Assert.Equal([_files.At("models/m"), _files.At("models/m"), _files.At("models/m"), _files.At("nope")],
            plan.Columns.Select(column => column.Provider.Model));
    }

    [Fact]
    public void Providers_AllForms_KeepOrderLabelsAndConfigs()
    {
        _files.File("prov.yaml", "- {id: echo, label: lab1}\n- {id: echo, label: lab2, config: {temperature: 0.5, max_tokens: 7}}\n");
        EvalPlan plan = _files.Read("""
            prompts: [a]
            env: {PFX: qq}
            providers:
              - file://prov.yaml
              - echo: {label: mapd, transform: output.trim(), delay: 5}
              - {id: "heed:{{env.PFX}}", label: "e{{env.PFX}}"}
              - {id: echo, config: {x: 1}}
              - {id: echo, config: {y: 2}}
            """);
        Assert.Equal(["lab1", "lab2", "mapd", "eqq", "echo", "echo"], plan.Columns.Select(column => column.Provider.Label));
        Assert.Equal(["", """{"temperature":0.5,"max_tokens":7}""", "", "", """{"x":1}""", """{"y":2}"""],
            plan.Columns.Select(column => Text(column.Provider.Config)));
        Assert.Equal(("output.trim()", 5.0), (plan.Columns[2].Provider.Transform, plan.Columns[2].Provider.DelayMs));
        Assert.Equal("qq", plan.Columns[3].Provider.Model);
        Assert.Equal(Enumerable.Range(0, 6), plan.Columns.Select(column => column.Index));
    }

    [Fact]
    public void Providers_WithPrompts_AnswerThoseAlone()
    {
        _files.File("p/many.txt", "A\n---\nB\n");
        EvalPlan plan = _files.Read("""
            prompts: [p/many.txt, {raw: x, label: L}, other]
            providers:
              - {id: echo, label: e1, prompts: [L, p/many.txt]}
              - {id: echo, label: e2, prompts: [nope, other]}
            """);
        Assert.Equal(["[e1] p/many.txt: A", "[e1] p/many.txt: B", "[e1] L", "[e2] other"], plan.Columns.Select(column => column.Name));
        Assert.Contains("\"nope\", which is not there", Assert.Single(plan.Warnings).Message);
    }

    [Fact]
    public void Read_SeveralFiles_ArePutTogether()
    {
        // As promptfoo 0.118.17 puts them together.
        _files.File("m1.yaml", "description: one\nprompts: [a, b]\nproviders: [echo, {id: echo, label: x}]\ntests: [{vars: {v: 1}}]\n"
            + "defaultTest: {assert: [{type: contains, value: a}], vars: {p: 1}, options: {prefix: A}}\nenv: {A: \"1\"}\n");
        _files.File("m2.yaml", "description: two\nprompts: [b, c]\nproviders: [echo, {id: echo, label: y}]\ntests: [{vars: {v: 2}}]\n"
            + "defaultTest: {assert: [{type: contains, value: b}], vars: {q: 1}, options: {suffix: B}}\nenv: {B: \"1\"}\n");
        EvalPlan plan = ConfigReader.Read([_files.At("m1.yaml"), _files.At("m2.yaml")], ConfigOverrides.None);
        Assert.Equal(["[echo] a", "[echo] b", "[echo] c", "[x] a", "[x] b", "[x] c", "[y] a", "[y] b", "[y] c"], plan.Columns.Select(column => column.Name));
        Assert.Equal(["p=1 q=1 v=1", "p=1 q=1 v=2"], plan.Cases.Select(Short));
        Assert.Equal(["contains:a", "contains:b"], plan.Cases[1].Assertions.Select(Short));
        Assert.Equal(("A", "B", "one, two"), (plan.Cases[0].Options.Prefix, plan.Cases[0].Options.Suffix, plan.Description));
        Assert.Equal(["A", "B"], plan.Environment.Keys.Order());
    }

    [Fact]
    public void Read_Pattern_ReadsEveryFile()
    {
        _files.File("c/a.yaml", "prompts: [a]\nproviders: echo\n").File("c/b.yaml", "prompts: [b]\n");
        Assert.Equal(["a", "b"], ConfigReader.Read([_files.At("c/*.yaml")], ConfigOverrides.None).Columns.Select(column => column.Prompt.Label));
    }

    [Fact]
    public void Settings_AreThoseOfTheCommandLineThenOfTheFile()
    {
        const string Yaml = """
            prompts: [a]
            providers: echo
            evaluateOptions: {repeat: 3, maxConcurrency: 4, cache: false, delay: 10, timeoutMs: 1000, maxEvalTimeMs: 5000}
            commandLineOptions: {repeat: 2, var: {z: 1}, promptPrefix: QQ, output: [o.json]}
            outputPath: [r.json, r.html]
            derivedMetrics: [{name: n, value: a + b}]
            """;
        EvalPlan plan = _files.Read(Yaml);
        Assert.Equal(new EvalSettings { Repeat = 3, MaxConcurrency = 4, Cache = false,
            DelayMs = 10, TimeoutMs = 1000, MaxEvalTimeMs = 5000, Outputs = plan.Settings.Outputs }, plan.Settings);
        Assert.Equal(["o.json"], plan.Settings.Outputs);
        Assert.Equal("z=1", Short(plan.Cases[0]));
        Assert.Equal("QQ", plan.Cases[0].Options.Prefix);
        Assert.Equal(new DerivedMetric("n", "a + b"), Assert.Single(plan.DerivedMetrics));
        plan = _files.Read(Yaml, new ConfigOverrides
        {
            Repeat = 1, MaxConcurrency = 2, Cache = true, Prefix = "C", Outputs = ["x.csv"],
            Vars = new Dictionary<string, string> { ["z"] = "2", ["y"] = "3" }, Prompts = ["other"],
            Providers = ["heed:m"],
        });
        Assert.Equal((1, 2, true, "C"), (plan.Settings.Repeat, plan.Settings.MaxConcurrency, plan.Settings.Cache, plan.Cases[0].Options.Prefix));
        Assert.Equal("z=2 y=3", Short(plan.Cases[0]));
        Assert.Equal("[heed:m] other", Assert.Single(plan.Columns).Name);
    }

    [Theory]
    [InlineData("m=5", null, null, null, "1 2")]
    [InlineData("l=x", null, null, null, "1 3")]
    [InlineData(null, "Row", null, null, "1")]
    [InlineData(null, "row", null, null, "")]
    [InlineData(null, null, 2, null, "1 2")]
    [InlineData(null, null, null, 3, "1 2 3")]
    public void Filters_Choose(string? metadata, string? pattern, int? first, int? sample, string expected)
    {
        const string Yaml = "prompts: [a]\nproviders: echo\ntests: ["
            + "{vars: {a: 1}, metadata: {m: \"55\", l: [xx, y]}, description: Row one}, "
            + "{vars: {a: 2}, metadata: {m: \"5\"}}, {vars: {a: 3}, metadata: {l: [x]}}]\n";
        var overrides = new ConfigOverrides
        {
            Metadata = metadata is null ? new Dictionary<string, string>()
                : new Dictionary<string, string> { [metadata.Split('=')[0]] = metadata.Split('=')[1] },
            DescriptionPattern = pattern, First = first, Sample = sample,
        };
        if (expected.Length == 0) Assert.Contains("leave a test", _files.Refused(Yaml, overrides));
        else Assert.Equal(expected, string.Join(' ', _files.Read(Yaml, overrides).Cases.Select(c => c.Vars["a"])));
    }

    [Fact]
    public void Filters_Sample_IsOfTheSeed()
    {
        string yaml = "providers: echo\ntests:\n" + string.Concat(Enumerable.Range(0, 100).Select(i => $"- vars: {{a: {i}}}\n"));
        string Drawn(ulong seed) => string.Join(' ', _files.Read(yaml, new ConfigOverrides { Sample = 10, Seed = seed }).Cases.Select(Short));
        Assert.Equal(Drawn(1), Drawn(1));
        Assert.NotEqual(Drawn(1), Drawn(2));
        Assert.Equal(10, Drawn(3).Split(' ').Distinct().Count());
    }

    [Fact]
    public void Filters_Providers_AreMatchedByIdOrLabel()
    {
        const string Yaml = "prompts: [a]\nproviders: [echo, {id: echo, label: other}, \"heed:m\"]\n";
        Assert.Equal(["other", "heed:m"],
            _files.Read(Yaml, new ConfigOverrides { ProviderPattern = "^oth|heed" }).Columns.Select(column => column.Provider.Label));
        Assert.Contains("fits none of echo, other, heed:m", _files.Refused(Yaml, new ConfigOverrides { ProviderPattern = "zzz" }));
        Assert.Contains("expected a regular expression", _files.Refused(Yaml, new ConfigOverrides { ProviderPattern = "(" }));
    }

    [Theory]
    [InlineData("desciption: x", "unknown key \"desciption\" in a configuration is passed over; did you mean \"description\"?")]
    [InlineData("passRateThreshold: 1", "\"passRateThreshold\" is passed over: it does nothing")]
    [InlineData("assert: []", "put it under \"defaultTest\"")]
    [InlineData("outputs: x", "name files under \"outputPath\"")]
    [InlineData("redteam: {}", "attacks are not generated")]
    [InlineData("tests: [{vras: {a: 1}, assert: []}]", "did you mean \"vars\"?")]
    [InlineData("tests: [{assert: [{type: contains, value: a, tresholds: 1}]}]", "did you mean \"threshold\"?")]
    [InlineData("tests: [{assert: [{type: contains, value: a, description: d}]}]", "an assertion has a \"metric\"")]
    [InlineData("tests: [{vars: {}, options: {prefx: a}}]", "did you mean \"prefix\"?")]
    [InlineData("evaluateOptions: {maxConcurency: 2}", "did you mean \"maxConcurrency\"?")]
    [InlineData("zzzz: 1", "known are description, tags")]
    public void Warnings_KeysThatArePassedOver_AreNamedWithTheirPlace(string line, string message)
    {
        PlanWarning warning = Assert.Single(_files.Read($"providers: echo\n{line}\n").Warnings);
        Assert.Contains(message, warning.Message);
        Assert.Equal(2, warning.Place.Line);
        Assert.True(warning.Place.Column > 0);
    }

    [Fact]
    public void FindDefault_SearchesTheNamesInOrder()
    {
        Assert.Null(ConfigReader.FindDefault(_files.At("")));
        _files.File("promptfooconfig.json", "{}");
        Assert.EndsWith("promptfooconfig.json", ConfigReader.FindDefault(_files.At("")));
        _files.File("promptfooconfig.yml", "");
        Assert.EndsWith("promptfooconfig.yml", ConfigReader.FindDefault(_files.At("")));
    }

    [Theory]
    [InlineData("prompts: [a]\n", "expected at least one provider")]
    [InlineData("prompts: [a]\nproviders: echo\ntargets: echo\n", "either \"providers\" or \"targets\"")]
    [InlineData("prompts: [a]\nproviders: [{label: x, config: {}}]\n", "expected \"id\" in a provider")]
    [InlineData("prompts: [a]\nproviders: [{id: echo, prompts: [b]}]\n", "none does")]
    public void Configuration_WithoutWhatItNeeds_IsRefused(string yaml, string message) => Assert.Contains(message, _files.Refused(yaml));

    [Fact]
    public void Read_NothingOrMissing_IsRefused()
    {
        Assert.Contains("Name it with -c", Assert.Throws<HeedException>(() => ConfigReader.Read([], ConfigOverrides.None)).Message);
        Assert.Contains("no such file", Assert.Throws<HeedException>(() => ConfigReader.Read([_files.At("nope.yaml")], ConfigOverrides.None)).Message);
        Assert.Contains("--repeat", _files.Refused("providers: echo\n", new ConfigOverrides { Repeat = 0 }));
        Assert.Contains("in code", _files.Refused("x", name: "promptfooconfig.js"));
    }

    public void Dispose() => _files.Dispose();
}
