using Heed.Prompts.Plans;
using Heed.Prompts.Templating;
using static Heed.Prompts.Tests.Configs.PlanFixture;

namespace Heed.Prompts.Tests.Configs;

public sealed class GitHubPromptTests : IDisposable
{
    private const string Yaml = """
        name: Greeter
        description: greets
        model: heed:tiny-decoder
        modelParameters: {maxTokens: 20, temperature: 0.5, topP: 0.9}
        messages:
          - {role: system, content: "Be {{mood}}."}
          - {role: user, content: "{{input}} / {{ input }}"}
        testData:
          - {input: "a \"b\"", expected: x, mood: kind}
          - {input: [c, d], mood: file://no}
        evaluators:
          - {name: eq, string: {equals: "{{expected}}"}}
          - {name: co, string: {contains: X}}
          - {name: st, string: {startsWith: X}}
          - {name: judge, llm: {modelId: openai/gpt-4o, prompt: rate, choices: [{choice: good, score: 1}]}}
          - {name: sim, uses: github/similarity}
        """;

    private readonly PlanFixture _files = new();

    [Fact]
    public void PromptFile_BecomesOnePromptOneProviderAndRows()
    {
        EvalPlan plan = _files.Read(Yaml, name: "greet.prompt.yml");
        PlannedColumn column = Assert.Single(plan.Columns);
        Assert.Equal(("Greeter", "tiny-decoder", true), (column.Prompt.Label, column.Provider.Model, column.Prompt.IsLiteral));
        Assert.Equal("""{"max_tokens":20,"temperature":0.5,"top_p":0.9}""", column.Provider.Config.GetRawText());
        Assert.Equal(["input=a \"b\" expected=x mood=kind", "input=[\"c\",\"d\"] mood=file://no"], plan.Cases.Select(Short));
        Assert.Equal(["github:equals:{{expected}}#eq", "github:contains:X#co", "github:startsWith:X#st"], plan.Cases[0].Assertions.Take(3).Select(Short));
        Assert.Equal(["github:llm", "github:similarity"], plan.Cases[0].Assertions.Skip(3).Select(assertion => assertion.Type));
        Assert.Equal("rate", plan.Cases[0].Assertions[3].Value.GetProperty("prompt").GetString());
        Assert.Empty(plan.Warnings);
        RenderedPrompt rendered = PromptTemplates.Render(column.Prompt, plan.Cases[0].Options, plan.Cases[0].Vars, plan.Environment);
        Assert.Contains("\"content\": \"Be kind.\"", rendered.Text);
        Assert.Contains("\"content\": \"a \\\"b\\\" / {{ input }}\"", rendered.Text);
    }

    [Fact]
    public void PromptFile_OtherModel_IsNamedAsNotLocal()
    {
        EvalPlan plan = _files.Read("model: openai/gpt-4o\nmessages: [{role: user, content: x}]\n", name: "a.prompt.yml");
        Assert.Contains("openai/gpt-4o is not local", plan.Columns[0].Provider.Unsupported);
    }

    [Theory]
    [InlineData("model: heed:m\nmessages: []\n", "expected \"messages\"")]
    [InlineData("model: heed:m\nmessages: [{role: tool, content: x}]\n", "line 2, column 12: expected a message")]
    [InlineData("model: heed:m\nmessages: [{role: user, content: x}]\nevaluators: [{name: a}]\n", "expected one of \"string\"")]
    [InlineData("model: heed:m\nmessages: [{role: user, content: x}]\ntestData: [x]\n", "expected a row of test data")]
    [InlineData("messages: [{role: user, content: x}]\n", "at least one provider")]
    public void PromptFile_Wrong_IsRefused(string yaml, string message) => Assert.Contains(message, _files.Refused(yaml, name: "a.prompt.yml"));

    public void Dispose() => _files.Dispose();
}
