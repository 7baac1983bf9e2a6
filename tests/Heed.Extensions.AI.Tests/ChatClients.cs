using Heed.Models;
using Heed.Models.Chat;
using Microsoft.Extensions.AI;
using ChatMessage = Microsoft.Extensions.AI.ChatMessage;
using ChatOptions = Microsoft.Extensions.AI.ChatOptions;

namespace Heed.Extensions.AI.Tests;

/// <summary>Clients of a small random model, and what tests ask them.</summary>
internal static class ChatClients
{
    public const string ChatMl = "{% for m in messages %}{{ '<' + m.role + '>' + (m.content or '') + '\n' }}{% endfor %}<assistant>";

    /// <summary>A random decoder whose tokens all have a text.</summary>
    public static LanguageModel Decoder(int window = TinyModels.Window)
    {
        using LanguageModel model = TinyModels.Decoder();
        Blueprint blueprint = model.Transformer.Blueprint with { VocabularySize = model.Tokenizer!.VocabularySize, MaxPositions = window };
        return model with { Transformer = Transformer.Create(blueprint, seed: 1) };
    }

    public static HeedChatClient Plain(LanguageModel model, bool truncate = false)
        => new(model, settings: new ChatClientSettings { Format = new PlainText(), Truncate = truncate, MaxOutputTokens = 12 });

    public static HeedChatClient WithTemplate(LanguageModel model, string template = ChatMl)
        => new(model, ChatTemplate.Parse(template), new ChatClientSettings { MaxOutputTokens = 8 });

    public static ChatMessage[] Says(string text) => [new(ChatRole.User, text)];

    /// <summary>Asks for a whole answer.</summary>
    public static Task<ChatResponse> Ask(this HeedChatClient client, string text, ChatOptions? options = null,
        CancellationToken? stop = null)
        => client.GetResponseAsync(Says(text), options, stop ?? TestContext.Current.CancellationToken);

    /// <summary>Asks for an answer as it comes.</summary>
    public static IAsyncEnumerable<ChatResponseUpdate> Listen(
        this HeedChatClient client, string text, ChatOptions? options = null, CancellationToken? stop = null)
        => client.GetStreamingResponseAsync(Says(text), options, stop ?? TestContext.Current.CancellationToken);

    /// <summary>The log-probabilities that an answer or a part of it carries.</summary>
    public static IReadOnlyList<TokenLogProbability> LogProbabilities(AdditionalPropertiesDictionary? properties)
        => (IReadOnlyList<TokenLogProbability>)properties![ChatPropertyNames.LogProbabilities]!;

    public static async Task<HeedException> Refuses(HeedChatClient client, IEnumerable<ChatMessage> messages, ChatOptions? options = null)
    {
        HeedException streamed = await Assert.ThrowsAsync<HeedException>(async () =>
        {
            CancellationToken stop = TestContext.Current.CancellationToken;
            await foreach (ChatResponseUpdate update in client.GetStreamingResponseAsync(messages, options, stop))
                Assert.Fail($"an answer began: {update}");
        });
        HeedException whole = await Assert.ThrowsAsync<HeedException>(
            () => client.GetResponseAsync(messages, options, TestContext.Current.CancellationToken));
        Assert.Equal(streamed.Message, whole.Message);
        return whole;
    }

    /// <summary>A format that shows what it was given.</summary>
    public sealed class Recorder(string template) : IConversationFormat
    {
        private readonly TemplateFormat _inner = new(ChatTemplate.Parse(template));

        public List<string> Written { get; } = [];
        public string Name => "recorder";
        public bool AddsSpecialTokens => false;
        public bool CanBeCut => false;
        public IReadOnlyList<string> Stops => [];

        public string Write(IReadOnlyList<Heed.Models.Chat.ChatMessage> messages, Heed.Models.Chat.ChatOptions options)
        {
            string text = _inner.Write(messages, options);
            lock (Written) Written.Add(text);
            return text;
        }
    }
}
