using System.Text.Json;
using Heed.Prompts.Plans;
using Heed.Prompts.Templating;

namespace Heed.Prompts.Tests.Templating;

/// <summary>Expected texts are what promptfoo 0.118.17 sends to its echo provider, unless a test says otherwise.</summary>
public sealed class PromptTemplatesTests
{
    // The variables of the run that the expected texts come from.
    private static readonly Dictionary<string, JsonElement> s_vars = Vars("""
        {"q": "say \"he\\y\"\nnext é", "n": 5, "t": "T {% if 1 %}cond{% endif %} {{w}}", "w": "W{{u}}", "u": "U\n", "l": [1, 2, 3], "o": {"a": 1, "b": ["x"]},
         "js": "{\"k\": \"v\"}"}
        """);

    private static readonly Dictionary<string, string> s_environment = new() { ["PFX"] = "from-config" };

    [Theory]
    [InlineData("{{ nope.a.b }}", "")]
    [InlineData("{{ l | length }} {{ l[0] }} {{ l.length }} {{ q.length }}", "3 1 3 17")]
    [InlineData("{{ q.toUpperCase() }}", "SAY \"HE\\Y\"\nNEXT É")]
    [InlineData("{{ l | join(\", \") }}", "1, 2, 3")]
    [InlineData("{{ o | dump }}", """{"a":1,"b":["x"]}""")]
    [InlineData("{{ o | dump(2) }}", "{\n  \"a\": 1,\n  \"b\": [\n    \"x\"\n  ]\n}")]
    [InlineData("{{ js | load }}|{{ (js | load).k }}", "[object Object]|v")]
    [InlineData("{% for k, v in o %}{{k}}={{v}},{% endfor %}", "a=1,b=x,")]
    [InlineData("{% set s = 0 %}{% for i in l %}{% set s = s + i %}{% endfor %}{{ s }}", "6")]
    [InlineData("{{ l }}|{{ o }}|{{ none }}|{{ true }}", "1,2,3|[object Object]||true")]
    [InlineData("{{ 1/2 }}|{{ 4/2 }}|{{ \"a\" + 1 }}|{{ 7 // 2 }}|{{ 2 ** 3 }}", "0.5|2|a1|3|8")]
    [InlineData("{{ env.HEED_NOT_THERE }}|{{ env.PFX }}", "|from-config")]
    [InlineData("{% if [] %}T{% endif %}{% if o == \"[object Object]\" %}E{% endif %}", "TE")]
    [InlineData("{{ \"3\" == 3 }}|{{ \"3\" === 3 }}", "true|false")]
    [InlineData("{% if \"a\" in l %}in{% else %}notin{% endif %}", "notin")]
    [InlineData("{{ l | first }}|{{ nope | default(\"dd\") }}|{{ \"\" | default(\"dd\", true) }}", "1|dd|dd")]
    [InlineData("{{ \"next é\" | replace(\"e\", \"X\") }}|{{ \"say HE\" | capitalize }}|{{ \"say nExt\" | title }}", "nXxt é|Say he|Say Next")]
    [InlineData("{{ q | truncate(3) }}|{{ l | sum }}|{{ l | reverse }}|{{ q | wordcount }}", "say...|6|3,2,1|4")]
    [InlineData("{{ 1.5 | round }}|{{ 2.5 | round }}|{{ \"3.7\" | int }}|{{ \"3.7\" | float }}", "2|3|3|3.7")]
    [InlineData("raw end\n", "raw end\n")]
    [InlineData("multi {{ q }} x", "multi say \"he\\y\"\nnext é x")]
    [InlineData("plain {{t}} {{w}}", "plain T cond WU WU")]
    public void Render_Template_IsAsPromptfooHasIt(string raw, string expected) => Assert.Equal(expected, Render(raw).Text);

    [Theory]
    [InlineData("partial {{q}} {% if")]
    [InlineData("multi2 {{ \n q }} x")]
    [InlineData("{# open {{q}}")]
    public void Render_TagNotClosedInItsLine_TextStaysAsItIs(string raw) => Assert.Equal(raw, Render(raw).Text);

    [Fact]
    public void Render_TagClosedWrongly_IsAnError()
        => Assert.Contains("expected", Assert.Throws<HeedException>(() => Render("""[{"content": "bad {{ tag"}]""")).Message);

    [Fact]
    public void Render_UnknownFilter_IsAnErrorThatNamesIt()
        => Assert.Contains("'nofilter'", Assert.Throws<HeedException>(() => Render("{{ q | nofilter }}")).Message);

    [Fact]
    public void Render_JsonPrompt_EscapesValuesAndPrintsWithTwoBlanks()
        => Assert.Equal("[\n  {\n    \"role\": \"user\",\n"
        + "    \"content\": \"Q: say \\\"he\\\\y\\\"\\nnext é 5 y\",\n    \"{{q}}\": 1,\n    \"e\": [],\n    \"o\": {},\n"
            + "    \"t\": true,\n    \"z\": null\n  }\n]",
            Render("""
                [{"role": "user", "content": "Q: {{q}} {{n}} {% if q %}y{% endif %}",
                  "{{q}}": 1.0, "e": [], "o": {}, "t": true, "z": null}]
                """).Text);

    [Fact]
    public void Render_JsonPrompt_VariablesInsideArePutInButNotRendered()
        => Assert.Equal("[\n  {\n    \"content\": \"T {% if 1 %}cond{% endif %} WU WU U\"\n  }\n]", Render("""[{"content": "{{t}} {{w}} {{u}}"}]""").Text);

    [Fact]
    public void Render_JsonText_StaysJson() => Assert.Equal("\"json string WU\"", Render("\"json string {{w}}\"").Text);

    [Fact]
    public void Render_PrefixAndSuffix_StandAround()
        => Assert.Equal("A WU B", PromptTemplates.Render(Prompt("{{w}}"), new CaseOptions { Prefix = "A ", Suffix = " B" }, s_vars, s_environment).Text);

    [Fact]
    public void ResolveVars_VariableThatContainsItself_IsRefused()
    {
        var error = Assert.Throws<HeedException>(() => PromptTemplates.ResolveVars(Vars("""{"a": "{{ b }}", "b": "x {{c}}", "c": "{{a}}"}""")));
        Assert.Contains("a → b → c → a", error.Message);
    }

    [Fact]
    public void ResolveVars_ChainsAndLineBreaks_AreResolvedAndOthersStay()
    {
        IReadOnlyDictionary<string, JsonElement> vars = PromptTemplates.ResolveVars(
            Vars("""{"a": "{{b}} in {{c}} {{nope}}", "b": "db\n", "c": "{{d}}", "d": 7}"""));
        Assert.Equal("db in 7 {{nope}}", vars["a"].GetString());
        Assert.Equal("db", vars["b"].GetString());
        Assert.Equal(7, vars["d"].GetInt32());
    }

    [Fact]
    public void Missing_NamesWithoutValue_AreNamedOnce()
        => Assert.Equal(["a", "b.c"],
            PromptTemplates.Missing("{{a}} {{ b.c }} {{a}} {{ d | default('x') }} {% if e %}{{e}}{% endif %} {{f}}", Vars("""{"f": 1, "b": {}}""")));

    [Fact]
    public void Render_Literal_PutsInNamesWithoutBlanksAlone()
    {
        PlannedPrompt prompt = Prompt("""[{"role":"user","content":"{{w}} {{ w }} {% if 1 %} {{nope}}"}]""") with { IsLiteral = true };
        RenderedPrompt rendered = PromptTemplates.Render(prompt, new CaseOptions(), Vars("""{"w": "a\"b"}"""), s_environment);
        Assert.Equal("[\n  {\n    \"role\": \"user\",\n    \"content\": \"a\\\"b {{ w }} {% if 1 %} {{nope}}\"\n  }\n]", rendered.Text);
        Assert.Equal("a\\\"b", At(rendered, Assert.Single(rendered.Spans)));
        Assert.Equal(["nope"], rendered.Missing);
    }

    [Fact]
    public void RenderText_Variable_IsPutIn()
        => Assert.Equal("Hello Bob", PromptTemplates.RenderText("Hello {{name}}", Vars("""{"name": "Bob"}"""), s_environment));

    internal static RenderedPrompt Render(string raw) => PromptTemplates.Render(Prompt(raw), new CaseOptions(), s_vars, s_environment);

    internal static PlannedPrompt Prompt(string raw) => new(raw, raw) { Id = "" };

    internal static string At(RenderedPrompt rendered, PromptSpan span) => rendered.Text.Substring(span.Start, span.Length);

    internal static Dictionary<string, JsonElement> Vars(string json)
    {
        using var document = JsonDocument.Parse(json);
        return document.RootElement.EnumerateObject().ToDictionary(property => property.Name, property => property.Value.Clone());
    }
}
