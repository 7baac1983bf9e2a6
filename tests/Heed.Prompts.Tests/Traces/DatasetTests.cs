using System.Text.Json;
using Heed.Prompts.Templating;
using Heed.Prompts.Tests.Stores;
using Heed.Prompts.Traces;
using Heed.Prompts.Traces.Datasets;
using Heed.Prompts.Traces.Formats;
using YamlDotNet.RepresentationModel;

namespace Heed.Prompts.Tests.Traces;

public sealed class DatasetTests
{
    private static readonly string[] s_texts =
        ["plain", "", " both ends ", "{{name}} {% if %} {# no #}", "{{{{{", "a\nb\n", "quote \" comma , end", "file://secret.txt", "contains: x", "\\{{",
            "Ä😀", "{%%}}", "\t{{x}}\r\n"];

    [Fact]
    public void Of_Texts_RenderToThemselves()
    {
        foreach (string text in s_texts)
        {
            string expected = text;
            Assert.Equal(expected, PromptTemplates.RenderText(Literal.Of(text, isTrimmed: true), new Dictionary<string, JsonElement>(),
                new Dictionary<string, string>()));
            Assert.Equal(Literal.Of(text, isTrimmed: true), Literal.Of(text, isTrimmed: true).Trim());
            Assert.False(Literal.Of(text).StartsWith("file:", StringComparison.Ordinal));
        }
    }

    // As promptfoo 0.118.17 reads them: its echo provider gives each of these back as the text.
    [Theory]
    [InlineData("{{b}}", "{{ \"{\" }}{b}}")]
    [InlineData("file://x.txt", "{{ \"file:\" }}//x.txt")]
    [InlineData("two\nlines\n", "two\nlines{{ \"\\n\" }}")]
    public void Of_WhatAReaderWouldChange_IsWrittenSo(string text, string literal) => Assert.Equal(literal, Literal.Of(text));

    [Fact]
    public void Write_Yaml_IsTests()
    {
        var stream = new YamlStream();
        stream.Load(new StringReader(Text(".yaml", Samples.Full() with { Error = null }, Samples.Plain(1) with { Vars = Vars("x", "[\"p\",\"q\"]") })));
        var tests = (YamlSequenceNode)stream.Documents[0].RootNode;
        Assert.Equal("Why?\0\"", Scalar(tests[0]["vars"]["question"]));
        Assert.Equal("2.50", Scalar(tests[0]["vars"]["n"][1]));
        Assert.Equal(("equals", "Because.\0\t"), (Scalar(tests[0]["assert"][0]["type"]), Scalar(tests[0]["assert"][0]["value"])));
        Assert.Equal("billing", Scalar(tests[0]["metadata"]["topic"]));
        Assert.Equal("true", Scalar(tests[1]["options"]["disableVarExpansion"]));
        Assert.Equal(Samples.Plain(1).Id, Scalar(tests[1]["metadata"]["trace"]));
        Assert.Equal("[]\n", Text(".yml"));
    }

    [Fact]
    public void Schema_OfTheDocs_FitsEveryTrace_AndNamesEveryMember()
    {
        JsonElement schema = Samples.Json(File.ReadAllText(Path.Combine(Repository.Root, "docs", "schemas", "trace.json")));
        var checks = Heed.Prompts.JsonSchemas.JsonSchema.Parse(schema);
        foreach (Trace trace in (Trace[])[Samples.Full(), Samples.Plain(1), new Redactor(new byte[32]).Redact(Samples.Full())])
        {
            JsonElement json = Samples.Json(Samples.Text(trace));
            Assert.Empty(checks.Validate(json, TestContext.Current.CancellationToken));
            Assert.All(json.EnumerateObject(), member => Assert.True(schema.GetProperty("properties").TryGetProperty(member.Name, out _), member.Name));
        }
        Assert.NotEmpty(checks.Validate(Samples.Json("""{"id": 1}"""), TestContext.Current.CancellationToken));
    }

    [Fact]
    public void Write_SameQuestionAndAnswerTwice_IsOneTest()
    {
        Trace one = Samples.Full("first") with { Error = null };
        string[] lines = Text(".jsonl", one, one with { Id = "again" }, one with { Id = "other", Output = "No." }, one with { Id = "failed", Error = "e" }).Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal(["first", "other", "failed"], lines.Select(line => Samples.Json(line).GetProperty("metadata").GetProperty("trace").GetString()));
    }

    [Fact]
    public void Write_JsonLines_IsATestALine()
    {
        string[] lines = Text(".jsonl", Samples.Full() with { Error = null }, Samples.Full("failed")).Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal("Because.\0\t", Samples.Json(lines[0]).GetProperty("assert")[0].GetProperty("value").GetString());
        Assert.False(Samples.Json(lines[1]).TryGetProperty("assert", out _));
        Assert.Equal("failed", Samples.Json(lines[1]).GetProperty("metadata").GetProperty("trace").GetString());
    }

    [Fact]
    public void Write_Csv_QuotesWhatMustBe()
    {
        string text = Text(".csv", Samples.Plain(1) with { Vars = Vars("q", "\"a, \\\"b\\\"\""), Output = " x\ny" },
            Samples.Plain(2) with { Vars = Vars("other", "7") });
        Assert.Equal("q,other,__expected,__metadata:trace\n\"a, \"\"b\"\"\",,\"equals:{{ \"\" \"\" }}x\ny\",00000001\n,7,equals:answer 2,00000002\n", text);
        Assert.Contains("'__x'", Assert.Throws<HeedException>(() => Text(".csv", Samples.Plain(1) with { Vars = Vars("__x", "1") })).Message);
    }

    [Fact]
    public void Write_Redacted_IsRefused()
        => Assert.Contains("--redact", Assert.Throws<HeedException>(() => Text(".yaml", new Redactor([1]).Redact(Samples.Plain(1)))).Message);

    [Fact]
    public void Of_OtherEnding_IsRefused()
        => Assert.Contains(".yaml, .yml, .csv, .jsonl; got '.txt'", Assert.Throws<HeedException>(()
            => TraceFormats.Of(TraceFormats.Datasets, "x.txt")).Message);

    [Fact]
    public void Write_Exports_HoldTheTraces()
    {
        Trace trace = Samples.Full("one");
        Assert.Equal(Samples.Text(trace), Samples.Text(TraceJson.Read(Samples.Json(Text(TraceFormats.Exports, ".jsonl", trace)))));
        string[] table = Text(TraceFormats.Exports, ".csv", trace, Samples.Plain(1)).Split('\n');
        Assert.EndsWith("parameters,tags,var:question,var:n,score:quality,score:odd,metadata:topic,metadata:row", table[0]);
        Assert.StartsWith("one,2026-11-21T14:00:00.1234567+02:00,eval-abc,support,", table[1]);
    }

    private static Dictionary<string, JsonElement> Vars(string name, string value) => new() { [name] = Samples.Json(value) };

    private static string Scalar(YamlNode node) => ((YamlScalarNode)node).Value!;

    private static string Text(string ending, params Trace[] traces) => Text(TraceFormats.Datasets, ending, traces);

    private static string Text(IReadOnlyList<ITraceFormat> formats, string ending, params Trace[] traces)
    {
        var output = new StringWriter();
        TraceFormats.Of(formats, "x" + ending).Write(output, traces);
        return output.ToString();
    }
}
