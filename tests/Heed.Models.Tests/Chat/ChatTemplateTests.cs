using System.Text.Json;
using Heed.Models.Chat;
using Heed.Models.Verification;

namespace Heed.Models.Tests.Chat;

public class ChatTemplateTests
{
    private const string ChatMl = "{% for m in messages %}{{ '<|im_start|>' + m.role + '\n' + m.content + '<|im_end|>' + '\n' }}{% endfor %}{% if add_generation_prompt %}{{ '<|im_start|>assistant\n' }}{% endif %}";

    [Fact]
    public void Verify_ChatTemplatesOfTheReferences_AllPass()
    {
        VerificationReport report = Verifier.Run(Goldens.Path("tokenizers", "chat_templates"),
            cancellation: TestContext.Current.CancellationToken);
        Assert.DoesNotContain(report.Cases, c => c.Status != CaseStatus.Passed);
        Assert.Equal(48, report.Passed);
    }

    [Fact]
    public void Render_Messages_WritesThemAndBeginsAnAnswer()
    {
        ChatTemplate template = ChatTemplate.Parse(ChatMl);
        ChatMessage[] messages = [new("system", "Be short."), new("user", "Hi")];
        Assert.Equal("<|im_start|>system\nBe short.<|im_end|>\n<|im_start|>user\nHi<|im_end|>\n<|im_start|>assistant\n",
            template.Render(messages));
        Assert.EndsWith("Hi<|im_end|>\n", template.Render(messages, new ChatOptions { AddGenerationPrompt = false }));
    }

    [Fact]
    public void Render_Refusal_SaysWhatTheTemplateSays()
    {
        ChatTemplate template = ChatTemplate.Parse("a\n{{ raise_exception('no ' + messages[0].role) }}", "x.jinja");
        Assert.Equal("x.jinja: line 2: the template refuses these messages: no user",
            Assert.Throws<HeedException>(() => template.Render([new("user", "a")])).Message);
    }

    [Theory]
    [InlineData("%d %b %Y", "05 Mar 2024")]
    [InlineData("%Y-%m-%d %H:%M:%S", "2024-03-05 14:07:09")]
    [InlineData("%A %-d %B, %I:%M %p %j %y %%", "Tuesday 5 March, 02:07 PM 065 24 %")]
    public void Render_StrftimeNow_WritesTheTimeOfTheClock(string format, string expected)
    {
        ChatTemplate template = ChatTemplate.Parse($"{{{{ strftime_now('{format}') }}}}");
        Assert.Equal(expected, template.Render([], new ChatOptions { Clock = new FixedClock() }));
    }

    [Fact]
    public void Render_StrftimeNowOfAnUnknownCode_NamesIt()
        => Assert.Contains("'%Q' is not supported",
            Assert.Throws<HeedException>(() => ChatTemplate.Parse("{{ strftime_now('%Q') }}").Render([])).Message);

    [Fact]
    public void Render_ToolsAndToolCalls_AreReadAsJson()
    {
        JsonElement tool = JsonDocument.Parse("""{"type": "function", "function": {"name": "add", "parameters": {"b": 1, "a": [true, null]}}}""").RootElement;
        ChatMessage call = ChatMessage.FromJson(JsonDocument.Parse("""{"role": "assistant", "tool_calls": [{"function": {"name": "add", "arguments": {"x": 1.5}}}]}""").RootElement);
        ChatTemplate template = ChatTemplate.Parse(
            "{% if tools %}{% for t in tools %}{{ t | tojson }}{% endfor %}{% endif %}{% for m in messages %}{% if 'tool_calls' in m and m.content is not defined %}{{ m.tool_calls[0].function.arguments | tojson }}{% endif %}{% endfor %}");
        Assert.Equal(
            """{"type": "function", "function": {"name": "add", "parameters": {"b": 1, "a": [true, null]}}}""" + """{"x": 1.5}""",
            template.Render([call], new ChatOptions { Tools = [tool] }));
        Assert.Equal("""{"x": 1.5}""", template.Render([call]));
    }

    [Fact]
    public void Render_Variables_WinOverSpecialTokens()
    {
        ChatTemplate template = ChatTemplate.Parse("{{ bos_token }}{{ eos_token }}{{ thinking }}{{ tools is none }}",
            specialTokens: new Dictionary<string, string> { ["bos_token"] = "<s>", ["eos_token"] = "</s>" });
        Assert.Equal("<b></s>TrueTrue", template.Render([],
            new ChatOptions { Variables = new Dictionary<string, object?> { ["bos_token"] = "<b>", ["thinking"] = true } }));
    }

    [Theory]
    [InlineData("""{"content": "x"}""")]
    [InlineData("[]")]
    [InlineData("""{"role": 3}""")]
    public void FromJson_WithoutARole_IsRefused(string json)
        => Assert.Contains("chat message: expected an object",
            Assert.Throws<HeedException>(() => ChatMessage.FromJson(JsonDocument.Parse(json).RootElement)).Message);

    [Fact]
    public void Load_Config_ReadsTheTemplateAndTheTokens()
    {
        using var folder = new TemporaryFolder();
        File.WriteAllText(folder.File("tokenizer_config.json"), """{"chat_template": "{{ bos_token }}{{ messages[0].content }}{{ eos_token }}{{ pad_token }}", "bos_token": {"content": "<s>"}, "eos_token": "</s>", "pad_token": null}""");
        Assert.Equal("<s>hi</s>", ChatTemplate.Load(folder.File("")).Render([new("user", "hi")]));
    }

    [Fact]
    public void Load_NamedTemplates_TakesTheOneForTools()
    {
        using var folder = new TemporaryFolder();
        File.WriteAllText(folder.File("tokenizer_config.json"), """{"chat_template": [{"name": "default", "template": "plain"}, {"name": "tool_use", "template": "tools"}]}""");
        ChatTemplate template = ChatTemplate.Load(folder.File(""));
        Assert.Equal("plain", template.Render([]));
        Assert.Equal("tools", template.Render([], new ChatOptions { Tools = ["t"] }));
    }

    [Fact]
    public void Load_FileOfItsOwn_WinsOverTheConfig()
    {
        using var folder = new TemporaryFolder();
        File.WriteAllText(folder.File("tokenizer_config.json"), """{"chat_template": "old", "bos_token": "<s>"}""");
        File.WriteAllText(folder.File("chat_template.jinja"), "{{ bos_token }}new\n");
        Assert.Equal("<s>new", ChatTemplate.Load(folder.File("")).Render([]));
    }

    [Fact]
    public void Load_FolderWithoutATemplate_SaysWhereOneIsExpected()
    {
        using var folder = new TemporaryFolder();
        Assert.Null(ChatTemplate.TryLoad(folder.File("")));
        Assert.Contains("expected a chat template, in chat_template.jinja",
            Assert.Throws<HeedException>(() => ChatTemplate.Load(folder.File(""))).Message);
    }

    [Fact]
    public void Load_UnsupportedConstruct_NamesTheFile()
    {
        using var folder = new TemporaryFolder();
        File.WriteAllText(folder.File("chat_template.jinja"), "\n{% import 'x' as y %}");
        Assert.Contains("chat_template.jinja: line 2: the statement 'import' is not supported",
            Assert.Throws<HeedException>(() => ChatTemplate.Load(folder.File(""))).Message);
    }

    private sealed class FixedClock : TimeProvider
    {
        public override TimeZoneInfo LocalTimeZone => TimeZoneInfo.Utc;

        public override DateTimeOffset GetUtcNow() => new(2024, 3, 5, 14, 7, 9, TimeSpan.Zero);
    }
}
