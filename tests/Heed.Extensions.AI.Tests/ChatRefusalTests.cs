using Heed.Models;
using Heed.Models.Chat;
using Microsoft.Extensions.AI;
using ChatMessage = Microsoft.Extensions.AI.ChatMessage;
using ChatOptions = Microsoft.Extensions.AI.ChatOptions;

namespace Heed.Extensions.AI.Tests;

public class ChatRefusalTests
{
    private static readonly Dictionary<string, object?> s_variables = new() { ["a"] = 1 };

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

#pragma warning disable MEAI001 // options still in trial must be refused too
    public static TheoryData<string, ChatOptions> Options => new()
    {
        { "ConversationId", new ChatOptions { ConversationId = "1" } },
        { "ResponseFormat", new ChatOptions { ResponseFormat = ChatResponseFormat.Json } },
        { "ModelId", new ChatOptions { ModelId = "other" } },
        { "Reasoning", new ChatOptions { Reasoning = new ReasoningOptions { Effort = ReasoningEffort.High } } },
        { "AllowBackgroundResponses", new ChatOptions { AllowBackgroundResponses = true } },
        { "RawRepresentationFactory", new ChatOptions { RawRepresentationFactory = _ => null } },
        { "ToolMode", new ChatOptions { ToolMode = ChatToolMode.RequireAny } },
        { "tools", new ChatOptions { Tools = [new HostedWebSearchTool()] } },
        { "tools", new ChatOptions { Tools = [AIFunctionFactory.Create(() => 1, "one")] } },
        { "AllowMultipleToolCalls", new ChatOptions { Tools = [AIFunctionFactory.Create(() => 1, "one")],
            AllowMultipleToolCalls = false } },
        { "temperature", new ChatOptions { Temperature = -1 } },
        { "temperature", new ChatOptions { Temperature = float.NaN } },
        { "top-p", new ChatOptions { Temperature = 1, TopP = 1.5f } },
        { "top-k", new ChatOptions { Temperature = 1, TopK = -1 } },
        { "TopK, TopP, min_p", new ChatOptions { TopP = 0.5f } },
        { "TopK, TopP, min_p", new ChatOptions { AdditionalProperties = new() { ["min_p"] = 0.1 } } },
        { "frequency penalty", new ChatOptions { FrequencyPenalty = 3 } },
        { "presence penalty", new ChatOptions { PresencePenalty = float.NaN } },
        { "Seed", new ChatOptions { Seed = -1 } },
        { "MaxOutputTokens", new ChatOptions { MaxOutputTokens = 0 } },
        { "stop", new ChatOptions { StopSequences = [""] } },
        { "AdditionalProperties[\"logit_bias\"]", new ChatOptions { AdditionalProperties = new() { ["logit_bias"] = 1 } } },
        { "AdditionalProperties[\"logprobs\"]", new ChatOptions { AdditionalProperties = new() { ["logprobs"] = "yes" } } },
        { "AdditionalProperties[\"min_p\"]", new ChatOptions { AdditionalProperties = new() { ["min_p"] = "half" } } },
        {
            "AdditionalProperties[\"chat_template_kwargs\"]",
            new ChatOptions { AdditionalProperties = new() { ["chat_template_kwargs"] = 1 } }
        },
        { "chat_template_kwargs", new ChatOptions { AdditionalProperties = new() { ["chat_template_kwargs"] = s_variables } } },
    };
#pragma warning restore MEAI001

    public static TheoryData<string, AIContent> Contents => new()
    {
        { "DataContent (image/png)", new DataContent(new byte[] { 1 }, "image/png") },
        { "UriContent (audio/wav)", new UriContent("https://example.org/a.wav", "audio/wav") },
        { "ErrorContent", new ErrorContent("broken") },
    };

    [Theory]
    [MemberData(nameof(Options), DisableDiscoveryEnumeration = true)]
    public async Task Options_NotHonoured_AreRefusedByName(string name, ChatOptions options)
    {
        using LanguageModel model = ChatClients.Decoder();
        using HeedChatClient client = ChatClients.Plain(model);
        Assert.StartsWith(name + ":", (await ChatClients.Refuses(client, ChatClients.Says("The"), options)).Message);
    }

    [Theory]
    [MemberData(nameof(Contents), DisableDiscoveryEnumeration = true)]
    public async Task Content_NoText_IsRefusedByName(string name, AIContent content)
    {
        using LanguageModel model = ChatClients.Decoder();
        using HeedChatClient client = ChatClients.Plain(model);
        var message = new ChatMessage(ChatRole.User, [new TextContent("What is this?"), content]);
        Assert.Contains(name, (await ChatClients.Refuses(client, [message])).Message);
    }

    [Fact]
    public async Task Messages_NullOrEmpty_AreRefused()
    {
        using LanguageModel model = ChatClients.Decoder();
        using HeedChatClient client = ChatClients.Plain(model);
        await Assert.ThrowsAsync<ArgumentNullException>(() => client.GetResponseAsync((IEnumerable<ChatMessage>)null!,
            cancellationToken: Stop));
        Assert.Throws<ArgumentNullException>(() => { client.GetStreamingResponseAsync((IEnumerable<ChatMessage>)null!,
            cancellationToken: Stop); });
        Assert.Contains("empty conversation", (await ChatClients.Refuses(client, [])).Message);
        Assert.Contains("without any", (await ChatClients.Refuses(client, ChatClients.Says(" "))).Message);
        Assert.Contains("got null at place 0", (await ChatClients.Refuses(client, [null!])).Message);
    }

    [Fact]
    public void Client_ModelWithoutTemplate_SaysWhatToDo()
    {
        using LanguageModel model = ChatClients.Decoder();
        string message = Assert.Throws<HeedException>(() => new HeedChatClient(model)).Message;
        Assert.StartsWith("decoder: expected a chat template", message);
        Assert.Contains("ChatClientSettings.Format", message);
        Assert.Throws<ArgumentNullException>(() => new HeedChatClient(null!));
        Assert.Throws<HeedException>(() => new HeedChatClient(model with { Tokenizer = null }, ChatTemplate.Parse("a")));
    }

    [Fact]
    public async Task Client_ModelThatDoesNotGenerate_IsRefused()
    {
        using LanguageModel model = TinyModels.Encoder();
        using HeedChatClient client = ChatClients.Plain(model);
        Assert.StartsWith("generate: expected a decoder", (await ChatClients.Refuses(client, ChatClients.Says("The"))).Message);
    }

    [Fact]
    public async Task Load_NothingThere_SaysSo()
    {
        Assert.Contains("no-such", (await Assert.ThrowsAsync<HeedException>(() => HeedChatClient.LoadAsync("no-such",
            cancellationToken: Stop))).Message);
        await Assert.ThrowsAsync<HeedException>(() => HeedChatClient.LoadAsync("", cancellationToken: Stop));
        await Assert.ThrowsAsync<HeedException>(() => HeedChatClient.LoadAsync("no-such.gguf", cancellationToken: Stop));
        await Assert.ThrowsAsync<ArgumentNullException>(() => HeedChatClient.LoadAsync(null!, cancellationToken: Stop));
        await Assert.ThrowsAsync<HeedException>(() => HeedChatClient.LoadAsync(Repository.Model("tiny-decoder"), cancellationToken: Stop));
    }
}
