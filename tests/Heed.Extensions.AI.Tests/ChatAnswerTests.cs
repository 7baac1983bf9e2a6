using Heed.Autograd;
using Heed.Models;
using Heed.Models.Generation;
using Heed.Models.Tasks;
using Microsoft.Extensions.AI;

namespace Heed.Extensions.AI.Tests;

public class ChatAnswerTests
{
    private static readonly ChatOptions s_drawn = new() { Temperature = 1f, Seed = 7 };

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task GetResponse_PlainText_IsWhatTheGeneratorMakes()
    {
        using LanguageModel model = ChatClients.Decoder();
        using HeedChatClient client = ChatClients.Plain(model);
        ChatResponse response = await client.Ask("The cat sat");
        string expected = string.Concat(new TextGenerator(model).Stream("The cat sat", new TextOptions { MaxTokens = 12 }, Stop));
        Assert.NotEqual("", response.Text);
        Assert.Equal(expected, response.Text);
        Assert.Equal("decoder", response.ModelId);
        Assert.Equal(ChatRole.Assistant, response.Messages.Single().Role);
    }

    [Fact]
    public async Task GetStreamingResponse_Joined_IsTheWholeResponse()
    {
        using LanguageModel model = ChatClients.Decoder();
        using HeedChatClient client = ChatClients.Plain(model);
        ChatResponse whole = await client.Ask("The dog", s_drawn);
        List<ChatResponseUpdate> updates = await client.Listen("The dog", s_drawn).ToListAsync(Stop);
        ChatResponse joined = updates.ToChatResponse();
        Assert.True(updates.Count > 2, $"{updates.Count} updates");
        Assert.Equal(whole.Text, joined.Text);
        Assert.Equal(whole.FinishReason, joined.FinishReason);
        Assert.Equal(whole.Usage!.OutputTokenCount, joined.Usage!.OutputTokenCount);
        Assert.Single(updates.Select(update => update.ResponseId).Distinct());
    }

    [Fact]
    public async Task GetResponse_MostTokensReached_EndsForLengthWithUsage()
    {
        using LanguageModel model = ChatClients.Decoder();
        using HeedChatClient client = ChatClients.Plain(model);
        ChatResponse response = await client.Ask("The cat", new ChatOptions { MaxOutputTokens = 3 });
        Assert.Equal(ChatFinishReason.Length, response.FinishReason);
        Assert.Equal(3, response.Usage!.OutputTokenCount);
        Assert.Equal(model.RequireTokenizer().Encode("The cat").Ids.Length, response.Usage.InputTokenCount);
        Assert.Equal(response.Usage.InputTokenCount + 3, response.Usage.TotalTokenCount);
    }

    [Fact]
    public async Task GetResponse_WindowFull_EndsForLength()
    {
        using LanguageModel model = ChatClients.Decoder();
        using HeedChatClient client = ChatClients.Plain(model);
        ChatResponse response = await client.Ask("The cat", new ChatOptions { MaxOutputTokens = 1000, Temperature = 1, Seed = 3 });
        Assert.True(response.FinishReason == ChatFinishReason.Stop || response.Usage!.TotalTokenCount == TinyModels.Window + 1);
    }

    [Fact]
    public async Task GetResponse_EndToken_EndsByItself()
    {
        using LanguageModel endless = ChatClients.Decoder();
        int[] made = [.. new Generator(endless.Transformer).Generate(endless.RequireTokenizer().Encode("The cat").Ids, 6,
            SamplingOptions.Greedy, Stop)];
        int end = made[^1], before = Array.IndexOf(made, end);
        using var model = endless with
            { Transformer = Transformer.Create(endless.Transformer.Blueprint with { EndToken = end }, seed: 1) };
        using HeedChatClient client = ChatClients.Plain(model);
        ChatResponse response = await client.Ask("The cat");
        Assert.Equal(model.RequireTokenizer().Decode(made.AsSpan(0, before)), response.Text);
        Assert.Equal(ChatFinishReason.Stop, response.FinishReason);
        Assert.Equal(before + 1, response.Usage!.OutputTokenCount);
    }

    [Fact]
    public async Task GetResponse_StopSequence_EndsBeforeIt()
    {
        using LanguageModel model = ChatClients.Decoder();
        using HeedChatClient client = ChatClients.Plain(model);
        string whole = (await client.Ask("The cat")).Text;
        string stop = whole.Substring(whole.Length / 2, 2);
        ChatResponse response = await client.Ask("The cat", new ChatOptions { StopSequences = [stop] });
        Assert.Equal(whole[..whole.IndexOf(stop, StringComparison.Ordinal)], response.Text);
        Assert.Equal(ChatFinishReason.Stop, response.FinishReason);
    }

    [Fact]
    public async Task GetResponse_Seed_DecidesTheAnswer()
    {
        using LanguageModel model = ChatClients.Decoder();
        using HeedChatClient client = ChatClients.Plain(model);
        var texts = new List<string>();
        foreach (long seed in (long[])[5, 5, 6, 7])
            texts.Add((await client.Ask("A", new ChatOptions { Temperature = 1.5f, Seed = seed })).Text);
        Assert.Equal(texts[0], texts[1]);
        Assert.True(texts.Distinct().Count() > 1, "other seeds draw other tokens");
    }

    [Fact]
    public async Task GetResponse_LogProbabilities_AreThoseOfTheModel()
    {
        using LanguageModel model = ChatClients.Decoder();
        using HeedChatClient client = ChatClients.Plain(model);
        var options = new ChatOptions { Temperature = 1, Seed = 2,
            AdditionalProperties = new() { [ChatPropertyNames.LogProbabilities] = true } };
        ChatResponse response = await client.Ask("The cat sat", options);
        var tokens = ChatClients.LogProbabilities(response.AdditionalProperties);
        Assert.NotEmpty(tokens);
        Assert.Equal(response.Text, model.RequireTokenizer().Decode([.. tokens.Select(token => token.Id)]));

        int[] prompt = model.RequireTokenizer().Encode("The cat sat").Ids;
        int[] all = [.. prompt, .. tokens.Select(token => token.Id)];
        using var tape = new Tape(recording: false);
        Tensor logits = model.Transformer.TokenLogits(tape, model.Transformer.Hidden(tape, new TokenBatch(all)));
        for (int i = 0; i < tokens.Count; i++)
        {
            float[] row = logits.Span.Slice((prompt.Length - 1 + i) * logits.Columns, logits.Columns).ToArray();
            double expected = row[tokens[i].Id] - Math.Log(row.Sum(x => Math.Exp(x)));
            Assert.Equal(expected, tokens[i].LogProbability, 1e-4);
            Assert.Equal(model.RequireTokenizer().IdToToken(tokens[i].Id), tokens[i].Token);
        }

        List<ChatResponseUpdate> updates = await client.Listen("The cat sat", options).ToListAsync(Stop);
        Assert.Equal(tokens, updates.SelectMany(update => ChatClients.LogProbabilities(update.AdditionalProperties)));
    }

    [Fact]
    public async Task GetResponse_LogProbabilitiesNotAsked_AreNotThere()
    {
        using LanguageModel model = ChatClients.Decoder();
        using HeedChatClient client = ChatClients.Plain(model);
        Assert.Null((await client.Ask("The")).AdditionalProperties);
    }

    [Fact]
    public async Task GetResponse_Penalties_ChangeTheAnswer()
    {
        using LanguageModel model = ChatClients.Decoder(window: 200);
        using HeedChatClient client = ChatClients.Plain(model);
        async Task<IReadOnlyList<int>> Tokens(ChatOptions options)
        {
            options.MaxOutputTokens = 60;
            options.AdditionalProperties = new() { [ChatPropertyNames.LogProbabilities] = true };
            ChatResponse response = await client.Ask("The cat", options);
            return [.. ChatClients.LogProbabilities(response.AdditionalProperties).Select(token => token.Id)];
        }

        int plain = (await Tokens(new ChatOptions())).Distinct().Count();
        int frequency = (await Tokens(new ChatOptions { FrequencyPenalty = 2 })).Distinct().Count();
        int presence = (await Tokens(new ChatOptions { PresencePenalty = 2 })).Distinct().Count();
        Assert.True(frequency > plain && presence > plain, $"different tokens: {plain}, {frequency} and {presence} with penalties");
    }

    [Fact]
    public void Sampler_PenaltiesOfWhatItChose_AreSubtractedFromLogits()
    {
        var frequency = new Sampler(SamplingOptions.Greedy with { FrequencyPenalty = 1 });
        float[] logits = [3f, 1.5f, 0f];
        Assert.Equal([0, 0, 1, 0], Enumerable.Range(0, 4).Select(_ => frequency.Next(logits, [2, 2, 2])));
        var presence = new Sampler(SamplingOptions.Greedy with { PresencePenalty = 2 });
        Assert.Equal([0, 1, 0, 0], Enumerable.Range(0, 4).Select(_ => presence.Next(logits)));
    }

    [Fact]
    public async Task GetResponse_SeveralConversationsAtOnce_EachIsAnsweredAsAlone()
    {
        using LanguageModel model = ModelFolder.Load(Repository.Model("tiny-decoder"));
        using HeedChatClient client = ChatClients.Plain(model);
        string[] prompts = [.. Enumerable.Range(0, 12).Select(i => $"the code of Ann is {i} and the code of Bob is {i * 7 % 10} .")];
        ChatOptions Options(int i) => new() { Temperature = 0.8f, Seed = i };
        var alone = new List<string>();
        for (int i = 0; i < prompts.Length; i++) alone.Add((await client.Ask(prompts[i], Options(i))).Text);
        string[] together = await Task.WhenAll(prompts.Select((prompt, i) => i % 2 == 0
            ? Task.Run(async () => (await client.Ask(prompt, Options(i))).Text)
            : Task.Run(async () => (await client.Listen(prompt, Options(i)).ToChatResponseAsync(Stop)).Text)));
        Assert.Equal(alone, together);
    }

    [Fact]
    public async Task GetResponse_CacheOf16Bits_IsWhatTheGeneratorMakesWithIt()
    {
        using LanguageModel model = ChatClients.Decoder();
        var settings = new ChatClientSettings { Format = new PlainText(), Cache = ElementType.BFloat16, MaxOutputTokens = 12 };
        using var client = new HeedChatClient(model, settings: settings);
        var options = new TextOptions { MaxTokens = 12, Cache = ElementType.BFloat16 };
        string expected = string.Concat(new TextGenerator(model).Stream("The cat", options, Stop));
        Assert.Equal(expected, (await client.Ask("The cat")).Text);
    }
}
