using System.Text.Json;
using Heed.Models;
using Heed.Models.Tasks;
using Heed.Prompts.Answers;

namespace Heed.Prompts.Tests.Answers;

public sealed class ModelProviderTests
{
    private const string Prompt = "The trophy would not fit in the suitcase because the trophy was too big. What was too big? The";

    [Fact]
    public void Ask_BuiltInModel_SaysWhatTheGeneratorSays()
    {
        using LocalModels models = Local();
        Answer answer = Provider(models, """{"max_tokens": 2}""").Ask(Prompt, TestContext.Current.CancellationToken);
        LanguageModel model = models.Load("tiny-decoder");
        TextPiece[] pieces = [.. new TextGenerator(model).Generate(model.RequireTokenizer().Encode(Prompt).Ids, new TextOptions { MaxTokens = 2 }, TestContext.Current.CancellationToken)];
        Assert.Equal(string.Concat(pieces.Select(piece => piece.Text)).Trim(), answer.Text);
        Assert.Equal(pieces.Select(piece => piece.Token).OfType<Heed.Models.Generation.GeneratedToken>().Select(token => token.LogProbability), answer.LogProbabilities);
        Assert.Equal("length", answer.FinishReason);
        Assert.Equal(model.RequireTokenizer().Encode(Prompt).Ids, answer.PromptTokens);
    }

    [Fact]
    public void Ask_MessagesWithoutTemplate_StandBelowEachOther()
    {
        using LocalModels models = Local();
        IProvider provider = Provider(models, """{"max_tokens": 1}""");
        string messages = JsonSerializer.Serialize(new[] { new { role = "user", content = Prompt } });
        Assert.Equal(provider.Ask(Prompt, TestContext.Current.CancellationToken).Tokens, provider.Ask(messages, TestContext.Current.CancellationToken).Tokens);
    }

    [Fact]
    public void Ask_ContentInParts_IsRead_AndWhatIsNoTextIsRefused()
    {
        using LocalModels models = Local();
        IProvider provider = Provider(models, """{"max_tokens": 1}""");
        string parts = JsonSerializer.Serialize(new[] { new { role = "user", content = new object[] { new { type = "text", text = Prompt } } } });
        Assert.Equal(provider.Ask(Prompt, TestContext.Current.CancellationToken).PromptTokens, provider.Ask(parts, TestContext.Current.CancellationToken).PromptTokens);
        HeedException picture = Refused("""[{"role": "user", "content": [{"type": "text", "text": "a"}, {"type": "image_url", "image_url": {"url": "x"}}]}]""");
        Assert.True(picture.IsUnsupported);
        Assert.Contains("message 1 (user): expected a text as content", picture.Message);
        Assert.Contains("a part of type image_url", picture.Message);
        Assert.Contains("got the number 5", Refused("""[{"role": "system", "content": "a"}, {"role": "user", "content": 5}]""").Message);
        Assert.Contains("message 1 (user)", Refused("""[{"role": "user"}]""").Message);

        HeedException Refused(string prompt) => Assert.Throws<HeedException>(() => provider.Ask(prompt, TestContext.Current.CancellationToken));
    }

    [Fact]
    public void Ask_EmptyPrompt_IsRefused()
    {
        using LocalModels models = Local();
        Assert.Contains("it is empty once its variables", Assert.Throws<HeedException>(() => Provider(models, "{}").Ask(" ", TestContext.Current.CancellationToken)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Ask_ChatWithoutTemplate_IsRefused()
    {
        using LocalModels models = Local();
        Assert.Contains("has no chat template", Assert.Throws<HeedException>(() => Provider(models, """{"chat": true}""").Ask(Prompt, TestContext.Current.CancellationToken)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Identity_OtherParameters_IsAnother()
    {
        using LocalModels models = Local();
        ProviderIdentity one = Provider(models, """{"max_tokens": 1, "temperature": 0}""").Identity!, same = Provider(models, """{"temperature": 0, "maxTokens": 1}""").Identity!;
        Assert.Equal(AnswerCache.Key(one, Prompt), AnswerCache.Key(same, Prompt));
        Assert.NotEqual(AnswerCache.Key(one, Prompt), AnswerCache.Key(Provider(models, """{"max_tokens": 2}""").Identity!, Prompt));
        Assert.NotEqual(AnswerCache.Key(one, Prompt), AnswerCache.Key(one, Prompt + " "));
        Assert.NotEqual(one.ModelHash, models.Hashes("tiny-encoder").Model);
    }

    private static LocalModels Local() => new(name => new ModelLocation(Repository.Model(name)), "tiny-encoder");

    private static IProvider Provider(IModels models, string config) => IProvider.Of(Plans.Model("tiny-decoder", config), default, models);
}
