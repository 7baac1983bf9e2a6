using Heed.Models;
using Heed.Models.Tokenizers;
using Microsoft.Extensions.AI;

namespace Heed.Extensions.AI.Tests;

public class ChatLifetimeTests
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Cancel_BetweenTokens_EndsTheStreamAndNothingElse()
    {
        using LanguageModel model = ChatClients.Decoder();
        using HeedChatClient client = ChatClients.Plain(model);
        using var stop = new CancellationTokenSource();
        int updates = 0;
        await Assert.ThrowsAnyAsync<OperationCanceledException>(async () =>
        {
            await foreach (ChatResponseUpdate _ in client.Listen("The cat", stop: stop.Token))
                if (++updates == 2) await stop.CancelAsync();
        });
        Assert.Equal(2, updates);
        Assert.NotEqual("", (await client.Ask("The cat")).Text);
    }

    [Fact]
    public async Task Cancel_BeforeTheCall_StartsNothing()
    {
        using LanguageModel model = ChatClients.Decoder();
        using HeedChatClient client = ChatClients.Plain(model);
        var stopped = new CancellationToken(canceled: true);
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => client.Ask("a", stop: stopped));
        await Assert.ThrowsAnyAsync<OperationCanceledException>(async () => await client.Listen("a", stop: stopped).ToListAsync(Stop));
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => HeedChatClient.LoadAsync(Repository.Model("tiny-decoder"),
            cancellationToken: stopped));
    }

    [Fact]
    public async Task Dispose_WhileAnAnswerIsMade_LetsItComeToItsEnd()
    {
        LanguageModel model = ChatClients.Decoder();
        var client = new HeedChatClient(model, settings: new ChatClientSettings { Format = new PlainText(), OwnsModel = true,
            MaxOutputTokens = 12 });
        string expected = (await client.Ask("The cat")).Text, text = "";
        await foreach (ChatResponseUpdate update in client.Listen("The cat"))
        {
            client.Dispose();
            text += update.Text;
        }
        Assert.Equal(expected, text);
        await Assert.ThrowsAsync<ObjectDisposedException>(() => client.Ask("a"));
        await Assert.ThrowsAsync<ObjectDisposedException>(async () => await client.Listen("a").ToListAsync(Stop));
        Assert.Throws<ObjectDisposedException>(() => model.Transformer.Parameters[0].ToArray());
        client.Dispose();
    }

    [Fact]
    public async Task Dispose_ModelNotOwned_StaysUsable()
    {
        using LanguageModel model = ChatClients.Decoder();
        ChatClients.Plain(model).Dispose();
        using HeedChatClient other = ChatClients.Plain(model);
        Assert.NotEqual("", (await other.Ask("The")).Text);
    }

    [Fact]
    public async Task GetResponse_ModelDisposedByItsOwner_SaysSo()
    {
        LanguageModel model = ModelFolder.Load(Repository.Model("tiny-decoder"));
        using HeedChatClient client = ChatClients.Plain(model);
        model.Dispose();
        await Assert.ThrowsAsync<ObjectDisposedException>(() => client.Ask("The"));
    }

    [Fact]
    public async Task Load_Folder_TellsProgressAndServices()
    {
        var steps = new List<LoadProgress>();
        using HeedChatClient client = await HeedChatClient.LoadAsync(
            Repository.Model("tiny-decoder"), new ChatClientSettings { Format = new PlainText() }, new Listener(steps), Stop);
        Assert.NotEmpty(steps);
        Assert.Equal(steps[^1].All, steps[^1].Done);
        Assert.Equal("tiny-decoder", client.GetService<ChatClientMetadata>()!.DefaultModelId);
        Assert.Equal("heed", client.GetService<ChatClientMetadata>()!.ProviderName);
        Assert.Same(client, client.GetService<IChatClient>());
        Assert.NotNull(client.GetService<LanguageModel>());
        Assert.NotNull(client.GetService<Tokenizer>());
        Assert.NotNull(client.GetService<IConversationFormat>());
        Assert.Null(client.GetService<string>());
        Assert.Null(client.GetService(typeof(IChatClient), "key"));
    }

    private sealed class Listener(List<LoadProgress> steps) : IProgress<LoadProgress>
    {
        public void Report(LoadProgress value) => steps.Add(value);
    }
}
