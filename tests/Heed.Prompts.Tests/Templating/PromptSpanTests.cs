using System.Text.Json;
using Heed.Prompts.Plans;
using Heed.Prompts.Templating;
using static Heed.Prompts.Tests.Templating.PromptTemplatesTests;

namespace Heed.Prompts.Tests.Templating;

public sealed class PromptSpanTests
{
    [Fact]
    public void Render_NamedSpan_MarksVanishAndTheRangeIsThatOfTheText()
    {
        RenderedPrompt rendered = With("A {{#span doc}}B {{x}}{{/span}} C", """{"x": "val"}""");
        Assert.Equal("A B val C", rendered.Text);
        Assert.Equal(["doc", "x"], rendered.Spans.Select(span => span.Name));
        Assert.Equal(["B val", "val"], rendered.Spans.Select(span => At(rendered, span)));
    }

    [Fact]
    public void Render_SpanAroundALoopAndAcrossAnIf_HoldsAllOfIt()
    {
        RenderedPrompt rendered = With("{% if yes %}{{#span docs}}{% endif %}{% for d in docs %}[{{ d }}]{% endfor %}{% if yes %}{{/span}}{% endif %}!",
            """{"yes": true, "docs": ["a", "bb"]}""");
        Assert.Equal("[a][bb]!", rendered.Text);
        Assert.Equal(["docs:[a][bb]", "d:a", "d:bb"], rendered.Spans.Select(span => $"{span.Name}:{At(rendered, span)}"));
    }

    [Fact]
    public void Render_SpanInJsonMessage_RangeCountsEscapes()
    {
        const string Rule = """
            {"role": "system", "content": "\"{{#span rule}}Say \"{{x}}\" twice{{/span}}\n"}
            """;
        RenderedPrompt rendered = With($$"""[{{Rule}}, {"role": "user", "content": "{{"{{x}}"}}"}]""", """{"x": "a\nb\"c"}""");
        using var json = JsonDocument.Parse(rendered.Text);
        Assert.Equal("\"Say \"a\nb\"c\" twice\n", json.RootElement[0].GetProperty("content").GetString());
        Assert.Equal(["rule", "x", "x"], rendered.Spans.Select(span => span.Name));
        // What stands at each range is the escaped form of what the span says.
        Assert.Equal(["Say \"a\nb\"c\" twice", "a\nb\"c", "a\nb\"c"], rendered.Spans.Select(span => Unescaped(At(rendered, span))));
    }

    [Fact]
    public void Render_FilteredVariable_IsNoSpan()
        => Assert.Empty(With("{{ x | upper }} {{ y.z }} {{ 'text' }}", """{"x": "a", "y": {"z": 1}}""").Spans);

    [Fact]
    public void Render_EmptyVariable_IsASpanOfNoLength() => Assert.Equal(new PromptSpan("x", 2, 0), Assert.Single(With("A {{x}}B", "{}").Spans));

    [Fact]
    public void Render_TextCollectedByABlock_HasNoSpansOfItsOwn()
    {
        RenderedPrompt rendered = With("{% set s %}<{{x}}>{% endset %}{{ s }}{{ s | length }}", """{"x": "abc"}""");
        Assert.Equal("<abc>5", rendered.Text);
        Assert.Equal("<abc>", At(rendered, Assert.Single(rendered.Spans)));
    }

    [Theory]
    [InlineData("one\n{{#span a}} open", "line 2: the span 'a' does not end")]
    [InlineData("one {{/span}}", "did not begin")]
    public void Render_SpanWithoutEndOrStart_IsRefusedWithItsLine(string raw, string message)
        => Assert.Contains(message, Assert.Throws<HeedException>(() => With(raw, "{}")).Message);

    [Fact]
    public void Render_RandomSpans_AreWhereTheirTextsStand()
    {
        var random = new Random(7);
        for (int turn = 0; turn < 200; turn++)
        {
            // Values of their own letters, with what JSON escapes among them: a span is right when its text is the value.
            string[] values = [.. Enumerable.Range(0, random.Next(1, 6)).Select(_ => Value(random))];
            string template = string.Concat(values.Select((_, i) => $"{{{{#span s{i}}}}}<{{{{ v{i} }}}}>{{{{/span}}}} "));
            string raw = random.Next(2) == 0 ? template : JsonSerializerText(new[] { template, template });
            string vars = "{" + string.Join(",", values.Select((value, i) => $"\"v{i}\": {JsonSerializerText(value)}")) + "}";
            RenderedPrompt rendered = With(raw, vars);
            int copies = raw == template ? 1 : 2;
            Assert.Equal(values.Length * 2 * copies, rendered.Spans.Count);
            foreach (PromptSpan span in rendered.Spans)
            {
                string text = At(rendered, span), value = values[span.Name[1] - '0'];
                // One line break at a value's end is dropped before anything else.
                if (value.EndsWith('\n')) value = value[..^1];
                Assert.Equal(span.Name[0] == 'v' ? value : $"<{value}>", copies == 1 ? text : Unescaped(text));
            }
        }
    }

    private static RenderedPrompt With(string raw, string vars)
        => PromptTemplates.Render(Prompt(raw), new CaseOptions(), Vars(vars), new Dictionary<string, string>());

    private static string Value(Random random)
        => new([.. Enumerable.Range(0, random.Next(0, 8)).Select(_ => "ab\"\\\n\t\u0001é"[random.Next(8)])]);

    private static string Unescaped(string text)
    {
        using var json = JsonDocument.Parse($"\"{text}\"");
        return json.RootElement.GetString()!;
    }

    private static string JsonSerializerText(object value) => JsonSerializer.Serialize(value);
}
