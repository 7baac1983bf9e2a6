using System.Security.Cryptography;
using System.Text;
using Heed.Prompts.Plans;

namespace Heed.Prompts.Tests.Configs;

/// <summary>Labels, texts and order are those of promptfoo 0.118.17 on the same files.</summary>
public sealed class PromptFormTests : IDisposable
{
    private readonly PlanFixture _files = new PlanFixture()
        .File("p1/many.txt", "First {{a}}\n---\nSecond {{a}}\n  ---  \nThird\n").File("p1/one.txt", "One file {{a}}\n")
        .File("p1/chat.json", "[{\"role\": \"user\",\n\t\"content\": \"Hi {{a}}\"}]\n").File("p1/chat.yaml", "- role: user\n  content: Hi {{a}}\n")
        .File("p1/chat.jsonl", "[{\"role\":\"user\",\"content\":\"L1 {{a}}\"}]\n[{\"role\":\"user\",\"content\":\"L2\"}]\n\n")
        .File("p1/x.md", "# Title\nMD {{a}}\n").File("p1/x.j2", "J2 {% if a %}yes{% endif %}\n").File("p1/one.csv", "prompt\nCSV one {{a}}\nCSV two\n")
        .File("p1/two.csv", "prompt,label\nCSV one {{a}},lab1\n\"CSV, two\",lab2\n").File("p1/nohead.csv", "CSV nohead\nsecond line\n");

    [Theory]
    [InlineData("file://p1/many.txt", "p1/many.txt: First {{a}}=First {{a}}", "p1/many.txt: Second {{a}}=Second {{a}}", "p1/many.txt: Third=Third")]
    [InlineData("p1/one.txt", "p1/one.txt: One file {{a}}=One file {{a}}")]
    [InlineData("./p1/one.txt", "p1/one.txt: One file {{a}}=One file {{a}}")]
    [InlineData("p1/chat.json", """p1/chat.json: [{"role":"user","content":"Hi {{a}}"}]=[{"role":"user","content":"Hi {{a}}"}]""")]
    [InlineData("p1/chat.yaml", """p1/chat.yaml: [{"role":"user","content":"Hi {{a}}"}]=[{"role":"user","content":"Hi {{a}}"}]""")]
    [InlineData("p1/chat.jsonl", """p1/chat.jsonl: [{"role":"user","content":"L1 {{a}}"}]=[{"role":"user","content":"L1 {{a}}"}]""",
        """p1/chat.jsonl: [{"role":"user","content":"L2"}]=[{"role":"user","content":"L2"}]""")]
    [InlineData("p1/x.md", "p1/x.md: # Title\nMD {{a}}\n...=# Title\nMD {{a}}\n")]
    [InlineData("p1/x.j2", "p1/x.j2: J2 {% if a %}yes{% endif %}\n...=J2 {% if a %}yes{% endif %}\n")]
    [InlineData("p1/one.csv", "Prompt 1 - CSV one {{a}}=CSV one {{a}}", "Prompt 2 - CSV two=CSV two")]
    [InlineData("p1/two.csv", "lab1=CSV one {{a}}", "lab2=CSV, two")]
    [InlineData("p1/nohead.csv", "Prompt 1 - CSV nohead=CSV nohead", "Prompt 2 - second line=second line")]
    [InlineData("p1/o*.txt", "p1/one.txt: One file {{a}}=One file {{a}}")]
    [InlineData("nothing*.txt", "nothing*.txt=nothing*.txt")]
    [InlineData("Is it yes/no? {{a}}", "Is it yes/no? {{a}}=Is it yes/no? {{a}}")]
    [InlineData("{{#span s}}{{a}}{{/span}} yes/no", "{{#span s}}{{a}}{{/span}} yes/no={{#span s}}{{a}}{{/span}} yes/no")]
    [InlineData("What is it. {{a}}", "What is it. {{a}}=What is it. {{a}}")]
    [InlineData("Hello abc.txt and *more {{a}}", "Hello abc.txt and *more {{a}}=Hello abc.txt and *more {{a}}")]
    [InlineData("{{a}} abcd.b", "{{a}} abcd.b={{a}} abcd.b")]
    public void Prompts_OneString_IsATextOrAPath(string text, params string[] expected)
        => Assert.Equal(expected, Shown(_files.Read($"prompts: [{Quoted(text)}]\nproviders: echo\n")));

    [Theory]
    [InlineData("{raw: \"raw {{a}}\", label: plab, id: pid}", "plab=raw {{a}}")]
    [InlineData("{id: p1/one.txt, label: il}", "il: p1/one.txt: One file {{a}}=One file {{a}}")]
    [InlineData("{raw: file://p1/many.txt, label: ml}", "ml: p1/many.txt: First {{a}}=First {{a}}",
        "ml: p1/many.txt: Second {{a}}=Second {{a}}", "ml: p1/many.txt: Third=Third")]
    [InlineData("{raw: file://p1/chat.json, label: cl}", """cl=[{"role":"user","content":"Hi {{a}}"}]""")]
    [InlineData("{raw: file://p1/chat.yaml, label: yl}", """yl=[{"role":"user","content":"Hi {{a}}"}]""")]
    [InlineData("{raw: file://p1/chat.jsonl, label: jl}", """jl: [{"role":"user","content":"L1 {{a}}"}]=[{"role":"user","content":"L1 {{a}}"}]""",
        """jl: [{"role":"user","content":"L2"}]=[{"role":"user","content":"L2"}]""")]
    [InlineData("{raw: file://p1/x.md, label: dl}", "dl=# Title\nMD {{a}}\n")]
    [InlineData("{raw: file://p1/two.csv, label: sl}", "lab1=CSV one {{a}}", "lab2=CSV, two")]
    public void Prompts_OneSection_HasALabel(string section, params string[] expected)
        => Assert.Equal(expected, Shown(_files.Read($"prompts:\n- {section}\nproviders: echo\n")));

    [Fact]
    public void Prompts_Map_GivesLabelsToPaths()
        => Assert.Equal(["mapped: p1/one.txt: One file {{a}}=One file {{a}}"], Shown(_files.Read("prompts: {p1/one.txt: mapped}\nproviders: echo\n")));

    [Fact]
    public void Prompts_TextOnSeveralLines_IsATextWhateverIsInIt()
        => Assert.Equal(["Multi / line {{a}}\n=Multi / line {{a}}\n"], Shown(_files.Read("prompts:\n- |\n  Multi / line {{a}}\nproviders: echo\n")));

    [Fact]
    public void Prompts_PatternOfNoFile_IsATextWithAWarning()
        => Assert.Contains("no file is like", Assert.Single(_files.Read("prompts: [\"nothing*.txt\"]\nproviders: echo\n").Warnings).Message);

    [Fact]
    public void Prompts_SameEntryTwice_IsOnePrompt() => Assert.Equal(["dup=dup"], Shown(_files.Read("prompts: [dup, dup]\nproviders: echo\n")));

    [Fact]
    public void Prompts_None_AskTheVariablePrompt() => Assert.Equal(["{{prompt}}={{prompt}}"], Shown(_files.Read("providers: echo\n")));

    [Fact]
    public void Prompts_LongFiles_HaveShortenedLabels()
    {
        string text = string.Concat(Enumerable.Repeat("abcdefghi ", 20));
        _files.File("p1/long.md", text + "\n").File("p1/long.yaml", $"a: \"{text}\"\n");
        string[] labels = [.. _files.Read("prompts: [p1/long.md, p1/long.yaml]\nproviders: echo\n").Columns.Select(column => column.Prompt.Label)];
        Assert.Equal($"p1/long.md: {text[..50]}...", labels[0]);
        Assert.Equal($"p1/long.yaml: {{\"a\":\"{text[..74]}", labels[1]);
    }

    [Fact]
    public void Prompts_Id_IsTheHashOfTheLabel()
    {
        PlannedPrompt prompt = _files.Read("prompts: [{raw: x, label: plab, config: {temperature: 1}}]\nproviders: echo\n").Columns[0].Prompt;
        Assert.StartsWith("67cc917c08dd", prompt.Id);
        Assert.Equal(Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes("plab"))), prompt.Id);
        Assert.Equal("""{"temperature":1}""", prompt.Config.GetRawText());
    }

    [Theory]
    [InlineData("yes/no question", "has a '/'")]
    [InlineData("x y.mdx", "has a '.' near its end")]
    [InlineData("Say it. 12", "has a '.' near its end")]
    [InlineData("Tell {{topic}} yes/no", "has a '/'")]
    [InlineData("[a] yes/no", "has a '/'")]
    public void Prompts_OneLineTextThatLooksLikeAPath_IsRefusedWithTheReason(string text, string reason)
    {
        string message = _files.Refused($"prompts:\n  - {Quoted(text)}\nproviders: echo\n");
        Assert.Contains("promptfooconfig.yaml, line 2, column 5", message);
        Assert.Contains(reason, message);
    }

    [Fact]
    public void Prompts_MissingFile_IsNamedWithThePlace()
        => Assert.Contains("line 1, column 11: expected the path of a file", _files.Refused("prompts: [p1/nope.txt]\nproviders: echo\n"));

    [Fact]
    public void Prompts_Code_IsPlannedAsUnsupported()
    {
        EvalPlan plan = _files.Read("prompts: [file://make.py:fn, plain]\nproviders: echo\n");
        Assert.Contains("is code", plan.Columns[0].Provider.Unsupported);
        Assert.Null(plan.Columns[1].Provider.Unsupported);
    }

    [Fact]
    public void Prompts_FilesInsideFiles_ArePutInAndCirclesRefused()
    {
        _files.File("p1/outer.yaml", "- {role: user, content: file://p1/one.txt}\n").File("p1/circle.json", "[\"file://p1/circle.json\"]");
        Assert.Equal("[{\"role\":\"user\",\"content\":\"One file {{a}}\\n\"}]",
            _files.Read("prompts: [p1/outer.yaml]\nproviders: echo\n").Columns[0].Prompt.Raw);
        Assert.Contains("p1/circle.json → p1/circle.json", _files.Refused("prompts: [p1/circle.json]\nproviders: echo\n"));
    }

    [Fact]
    public void Prompts_FileOutsideOfTheFolder_IsReadAndNamed()
    {
        _files.File("inner/promptfooconfig.yaml", "");
        EvalPlan plan = _files.Read("prompts: [../p1/one.txt]\nproviders: echo\n", name: "inner/promptfooconfig.yaml");
        Assert.Equal("../p1/one.txt: One file {{a}}", plan.Columns[0].Prompt.Label);
        Assert.Contains("outside", Assert.Single(plan.Warnings).Message);
    }

    public void Dispose() => _files.Dispose();

    private static string[] Shown(EvalPlan plan) => [.. plan.Columns.Select(column => $"{column.Prompt.Label}={column.Prompt.Raw}")];

    private static string Quoted(string text) => System.Text.Json.JsonSerializer.Serialize(text);
}
