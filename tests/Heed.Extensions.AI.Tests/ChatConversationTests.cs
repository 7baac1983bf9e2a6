using Heed.Models;
using Heed.Models.Chat;
using Microsoft.Extensions.AI;
using ChatMessage = Microsoft.Extensions.AI.ChatMessage;
using ChatOptions = Microsoft.Extensions.AI.ChatOptions;

namespace Heed.Extensions.AI.Tests;

public class ChatConversationTests
{
    private const string WithTools = """
        {% for t in tools or [] %}[{{ t.function.name }}: {{ t.function.parameters.properties.city.type }}]{% endfor %}
        {% for m in messages %}
        {{ m.role }}={{ m.content }}
        {% for c in m.tool_calls or [] %}call {{ c.function.name }}({{ c.function.arguments.city }}){% endfor %}
        {{ m.tool_call_id or '' }}
        {% endfor %}
        """;

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Conversation_TurnsAndInstructions_AreWrittenByTheTemplate()
    {
        using LanguageModel model = ChatClients.Decoder(window: 400);
        var recorder = new ChatClients.Recorder(ChatClients.ChatMl);
        using var client = new HeedChatClient(model, settings: new ChatClientSettings { Format = recorder, MaxOutputTokens = 2 });
        await client.GetResponseAsync(
            [new(ChatRole.User, "Hi"), new(ChatRole.Assistant, "Ho"), new(ChatRole.User, [new TextContent("a"), new TextContent("b")])],
            new ChatOptions { Instructions = "Be" }, Stop);
        Assert.Equal("<system>Be\n<user>Hi\n<assistant>Ho\n<user>ab\n<assistant>", Assert.Single(recorder.Written));
    }

    [Fact]
    public async Task Conversation_Tools_ReachATemplateThatTakesThem()
    {
        using LanguageModel model = ChatClients.Decoder(window: 400);
        var recorder = new ChatClients.Recorder(WithTools);
        using var client = new HeedChatClient(model, settings: new ChatClientSettings { Format = recorder, MaxOutputTokens = 2 });
        AITool weather = AIFunctionFactory.Create((string city) => "rain", "weather");
        await client.GetResponseAsync(
        [
            new(ChatRole.User, "And?"),
            new(ChatRole.Assistant, [new FunctionCallContent("c1", "weather", new Dictionary<string, object?> { ["city"] = "Bern" })]),
            new(ChatRole.Tool, [new FunctionResultContent("c1", "rain"), new FunctionResultContent("c2", new[] { 1, 2 })]),
        ], new ChatOptions { Tools = [weather] }, Stop);
        string text = Assert.Single(recorder.Written);
        Assert.Contains("[weather: string]", text);
        Assert.Contains("call weather(Bern)", text);
        Assert.Contains("tool=rain\nc1", text);
        Assert.Contains("tool=[1,2]\nc2", text);
        await client.Ask("a", new ChatOptions { Tools = [weather], ToolMode = ChatToolMode.None });
        Assert.DoesNotContain("[weather", recorder.Written[^1]);
    }

    [Fact]
    public async Task Conversation_ToolsForATemplateThatIgnoresThem_AreRefused()
    {
        using LanguageModel model = ChatClients.Decoder();
        using HeedChatClient client = ChatClients.WithTemplate(model);
        var options = new ChatOptions { Tools = [AIFunctionFactory.Create(() => 1, "one")] };
        Assert.StartsWith("tools: the model's chat template does not take them", (await ChatClients.Refuses(client, ChatClients.Says("a"),
            options)).Message);
    }

    [Fact]
    public async Task Conversation_TemplateVariables_AreGivenToTheTemplate()
    {
        using LanguageModel model = ChatClients.Decoder();
        var recorder = new ChatClients.Recorder("{{ messages[0].content }} {{ style }}");
        using var client = new HeedChatClient(model, settings: new ChatClientSettings { Format = recorder, MaxOutputTokens = 2 });
        var options = new ChatOptions
        {
            AdditionalProperties = new()
                { [ChatPropertyNames.TemplateVariables] = new Dictionary<string, object?> { ["style"] = "curt" } },
        };
        await client.Ask("Hi", options);
        Assert.Equal("Hi curt", Assert.Single(recorder.Written));
    }

    [Fact]
    public async Task Conversation_TooLong_IsRefused()
    {
        using LanguageModel model = ChatClients.Decoder();
        using HeedChatClient client = ChatClients.Plain(model);
        string message = (await ChatClients.Refuses(client, ChatClients.Says(string.Concat(Enumerable.Repeat("zq ", 60))))).Message;
        Assert.StartsWith("conversation too long: ", message);
        Assert.Contains("window of decoder is 40", message);
    }

    [Fact]
    public async Task Conversation_TooLongWithTruncate_LosesItsOldestTurns()
    {
        using LanguageModel model = ChatClients.Decoder();
        var recorder = new ChatClients.Recorder(ChatClients.ChatMl.Replace("<", "").Replace(">", ""));
        using var client = new HeedChatClient(model, settings: new ChatClientSettings { Format = recorder, MaxOutputTokens = 4,
            Truncate = true });
        ChatMessage[] messages =
        [
            new(ChatRole.System, "be"), new(ChatRole.User, "xyxyxyxyxyxyxyxyxy"), new(ChatRole.Assistant, "qq"), new(ChatRole.User, "zz"),
        ];
        ChatResponse response = await client.GetResponseAsync(messages, cancellationToken: Stop);
        Assert.Equal(["systembe\nuserxyxyxyxyxyxyxyxyxy\nassistantqq\nuserzz\nassistant", "systembe\nuserzz\nassistant"], recorder.Written);
        Assert.InRange(response.Usage!.InputTokenCount!.Value, 1, TinyModels.Window - 4);
        messages[^1] = new ChatMessage(ChatRole.User, new string('z', 50));
        Assert.StartsWith("conversation too long: its last turn", (await ChatClients.Refuses(client, messages)).Message);
    }

    [Fact]
    public async Task Conversation_TooLongPlainTextWithTruncate_LosesItsBeginning()
    {
        using LanguageModel model = ChatClients.Decoder();
        using HeedChatClient client = ChatClients.Plain(model, truncate: true);
        ChatResponse response = await client.Ask(string.Concat(Enumerable.Repeat("zq ", 60)));
        Assert.Equal(TinyModels.Window - 12, response.Usage!.InputTokenCount);
    }

    [Fact]
    public void Transcript_Turns_AreWrittenLikeAPlay()
    {
        var transcript = new Transcript();
        Assert.Equal("system: Be\nuser: Hi\nassistant:", transcript.Write([new("system", "Be"), new("user", "Hi")], new()));
        Assert.Contains("\nuser:", transcript.Stops);
    }
}
