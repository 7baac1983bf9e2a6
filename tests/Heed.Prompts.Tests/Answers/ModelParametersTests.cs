using Heed.Models;
using Heed.Models.Tasks;
using Heed.Prompts.Answers;

namespace Heed.Prompts.Tests.Answers;

public sealed class ModelParametersTests
{
    [Theory, InlineData("max_tokens"), InlineData("maxTokens"), InlineData("max_new_tokens"), InlineData("num_predict"), InlineData("max_completion_tokens")]
    public void Read_NamesOfSeveralServices_MeanTheSame(string name)
    {
        ModelParameters parameters = ModelParameters.Read(Plans.Json($$"""{"{{name}}": 3}"""), default, "here");
        Assert.Equal("max_tokens", Assert.Single(parameters.All).Key);
        Assert.Empty(parameters.Ignored);
    }

    [Fact]
    public void Read_PromptAndProvider_ThePromptWins()
    {
        ModelParameters parameters = ModelParameters.Read(Plans.Json("""{"temperature": 1, "region": "x"}"""), Plans.Json("""{"temperature": 0}"""), "here");
        Assert.Equal(0, parameters.All["temperature"].GetDouble());
        Assert.Equal(["region"], parameters.Ignored);
    }

    [Theory]
    [InlineData("""{"max_tokens": "many"}""", "max_tokens: expected a whole number; got many")]
    [InlineData("""{"max_tokens": 0}""", "max_tokens: expected a whole number of at least 1; got 0")]
    [InlineData("""{"temperature": -1}""", "temperature: expected a number of at least 0; got -1")]
    [InlineData("""{"stop": [1]}""", "stop: expected a text or a list of texts")]
    [InlineData("""{"seed": -4}""", "seed: expected a whole number of at least 0")]
    public void Options_WrongValue_IsNamed(string config, string message)
    {
        using LanguageModel model = new ModelLocation(Repository.Model("tiny-decoder")).Load(cancellation: TestContext.Current.CancellationToken);
        var error = Assert.Throws<HeedException>(() => ModelParameters.Read(Plans.Json(config), default, "here").Options(model));
        Assert.Contains(message, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Options_Everything_ReachesTheGenerator()
    {
        using LanguageModel model = new ModelLocation(Repository.Model("tiny-decoder")).Load(cancellation: TestContext.Current.CancellationToken);
        TextOptions options = ModelParameters.Read(
            Plans.Json("""{"max_tokens": 3, "temperature": 0.5, "top_p": 0.9, "top_k": 4, "seed": 7, "stop": "x", "repeat_penalty": 1.5}"""), default, "here").Options(model);
        Assert.Equal(3, options.MaxTokens);
        Assert.Equal(["x"], options.Stops);
        Assert.Equal((0.5f, 0.9f, 4, 7ul, 1.5f), (options.Sampling.Temperature, options.Sampling.TopP, options.Sampling.TopK, options.Sampling.Seed, options.Sampling.RepetitionPenalty));
    }
}
