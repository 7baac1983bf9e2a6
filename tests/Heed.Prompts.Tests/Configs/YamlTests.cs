using Heed.Prompts.Plans;

namespace Heed.Prompts.Tests.Configs;

/// <summary>Values are those of promptfoo 0.118.17 (js-yaml 4); dates, which become objects there, stay texts.</summary>
public sealed class YamlTests : IDisposable
{
    private readonly PlanFixture _files = new();

    [Theory]
    [InlineData("yes", "\"yes\"")]
    [InlineData("no", "\"no\"")]
    [InlineData("on", "\"on\"")]
    [InlineData("0o17", "15")]
    [InlineData("0x1F", "31")]
    [InlineData("0b11", "3")]
    [InlineData("010", "10")]
    [InlineData("1_000", "\"1_000\"")]
    [InlineData("~", "null")]
    [InlineData("", "null")]
    [InlineData("1.0", "1")]
    [InlineData("1e3", "1000")]
    [InlineData(".5", "0.5")]
    [InlineData("5.", "5")]
    [InlineData("+12", "12")]
    [InlineData("-0", "0")]
    [InlineData("1.5e-9", "1.5E-09")]
    [InlineData("12345678901234567890123", "1.2345678901234568E+22")]
    [InlineData("True", "true")]
    [InlineData("2024-01-02", "\"2024-01-02\"")]
    [InlineData("190:20:30", "\"190:20:30\"")]
    [InlineData("\"2024\"", "\"2024\"")]
    [InlineData("!!str 5", "\"5\"")]
    [InlineData(".inf", "1e999")]
    [InlineData("0xZZ", "\"0xZZ\"")]
    public void Scalar_Plain_IsOfTheCoreSchema(string text, string expected)
        => Assert.Equal(expected, _files.Read($"providers: echo\ntests:\n- vars:\n    v: {text}\n").Cases[0].Vars["v"].GetRawText());

    [Fact]
    public void Anchors_AndMergeKeys_ArePutIn()
    {
        EvalPlan plan = _files.Read("providers: echo\nx-base: &base {x: 1, y: 2}\n"
            + "x-more: &more {y: 9, z: 8}\ntests:\n- vars: {al: *base, mg: {<<: [*base, *more], y: 3}}\n");
        Assert.Equal("""al={"x":1,"y":2} mg={"x":1,"y":3,"z":8}""", PlanFixture.Short(plan.Cases[0]));
        Assert.Empty(plan.Warnings);
    }

    [Fact]
    public void References_IntoTheDocument_ArePutInAndTheirKeyIsKnown()
    {
        EvalPlan plan = _files.Read("""
            prompts: ["{{x}}"]
            providers: echo
            assertionTemplates:
              has: {type: contains, value: aaa}
              also: {$ref: "#/assertionTemplates/has"}
            tests:
              - assert: [{$ref: "#/assertionTemplates/has"}, {$ref: "#/assertionTemplates/also", weight: 2}]
            """);
        Assert.Equal(["contains:aaa", "contains:aaa"], plan.Cases[0].Assertions.Select(PlanFixture.Short));
        Assert.Equal([1.0, 2.0], plan.Cases[0].Assertions.Select(assertion => assertion.Weight));
        Assert.Empty(plan.Warnings);
    }

    [Theory]
    [InlineData("{$ref: \"#/definitions/q\"}", "points nowhere: there is no 'definitions'")]
    [InlineData("{$ref: \"#/a\"}", "stands for itself: #/b → #/a → #/b")]
    [InlineData("{$ref: \"other.yaml#/a\"}", "a place in this file")]
    public void References_Wrong_AreRefusedWithTheirPlace(string reference, string message)
    {
        string circle = message.Contains("itself") ? "a: {$ref: \"#/b\"}\nb: {$ref: \"#/a\"}\n" : "";
        string error = _files.Refused($"providers: echo\n{circle}x-r:\n  {reference}\n");
        Assert.Contains(message, error);
        Assert.Contains("line ", error);
    }

    [Theory]
    [InlineData("providers: echo\nproviders: echo\n", "line 2, column 1: the key \"providers\" stands there twice")]
    [InlineData("providers: [echo\n", "line ")]
    [InlineData("a: *b\n", "line 1, column 4: the alias *b stands for nothing")]
    [InlineData("a: !foo 1\n", "the tag !foo is not known")]
    [InlineData("a: 1\n---\nb: 2\n", "expected one document")]
    [InlineData("- a\n", "expected a configuration")]
    [InlineData("", "expected a configuration")]
    public void Yaml_Malformed_IsRefusedWithItsPlace(string yaml, string message)
    {
        string error = _files.Refused(yaml);
        Assert.StartsWith(_files.At("promptfooconfig.yaml"), error);
        Assert.Contains(message, error);
    }

    [Fact]
    public void Yaml_TooDeepOrTooMuch_IsRefused()
    {
        Assert.Contains("inside each other", _files.Refused("a: " + new string('[', 5000) + new string(']', 5000)));
        string laughs = "a0: &a0 [x, x]\n" + string.Concat(Enumerable.Range(1, 40).Select(i => $"a{i}: &a{i} [*a{i - 1}, *a{i - 1}]\n"));
        Assert.Contains("pieces", _files.Refused(laughs));
    }

    [Fact]
    public void Json_Configuration_IsReadWithPlaces()
    {
        EvalPlan plan = _files.Read("{\n\t\"prompts\": [\"a \\ud83d\\ude00\"],\n\t\"providers\": \"echo\",\n\t\"testz\": []\n}", name: "promptfooconfig.json");
        Assert.Equal("a 😀", plan.Columns[0].Prompt.Raw);
        Assert.EndsWith("promptfooconfig.json, line 4, column 2: unknown key \"testz\" in a configuration is passed over; did you mean \"tests\"?",
            Assert.Single(plan.Warnings).ToString());
        Assert.Contains("bad.json, line 2, column ", _files.Refused("{\n  \"a\n}", name: "bad.json"));
    }

    public void Dispose() => _files.Dispose();
}
