namespace Heed.Cli.Tests;

/// <summary><c>heed generate</c>.</summary>
public class GenerateTests(TrainedModels models)
{
    private const string Prompt = "The cat sat";

    [Fact]
    public void Greedy_ContinuesThePromptTheSameEveryTime()
    {
        CliRun first = Generate("--max", "12").AssertWell();
        Assert.StartsWith(Prompt, first.Output);
        Assert.EndsWith("\n", first.Output);
        Assert.True(first.Output.Trim().Length > Prompt.Length);
        Assert.Equal(first.Output, Generate("--max", "12", "--seed", "9").AssertWell().Output);
    }

    [Fact]
    public void Seed_SameSeedSameText()
    {
        string[] warm = ["--max", "20", "--temperature", "1.5", "--top-k", "50", "--top-p", "0.95", "--seed"];
        string first = Generate([.. warm, "3"]).AssertWell().Output;
        Assert.Equal(first, Generate([.. warm, "3"]).Output);
        Assert.Contains(Enumerable.Range(4, 5), seed => Generate([.. warm, $"{seed}"]).Output != first);
    }

    [Fact]
    public void TopKOfOne_IsGreedy() => Assert.Equal(Generate("--max", "12").Output, Generate("--max", "12", "--temperature", "2", "--top-k", "1").AssertWell().Output);

    [Fact]
    public void Max_ZeroAndHuge_AreHonoured()
    {
        Assert.Equal(Prompt + "\n", Generate("--max", "0").AssertWell().Output);
        Generate("--max", "2147483647").AssertWell(); // the window ends it
    }

    [Theory]
    [InlineData("temperature: expected a number of at least 0; got -1.", "--temperature", "-1")]
    [InlineData("--temperature: expected a number; got hot.", "--temperature", "hot")]
    [InlineData("temperature: expected a number of at least 0; got NaN.", "--temperature", "NaN")]
    [InlineData("top-p: expected a number above 0 and at most 1; got 0.", "--temperature", "1", "--top-p", "0")]
    [InlineData("top-k: expected a whole number of at least 0; got -2.", "--temperature", "1", "--top-k", "-2")]
    [InlineData("top-k, top-p: they choose among drawn tokens, and temperature 0 draws none.", "--top-k", "5")]
    [InlineData("top-k, top-p: they choose among drawn tokens, and temperature 0 draws none.", "--top-p", "0.5")]
    [InlineData("generate: expected at least 0 tokens; got -1.", "--max", "-1")]
    [InlineData("--max: expected a whole number; got 2147483648.", "--max", "2147483648")]
    [InlineData("--seed: expected a whole number of at least 0; got -1.", "--seed", "-1")]
    public void Option_OutOfRange_IsRefused(string message, params string[] options) => Generate(options).AssertRefused(message);

    [Fact]
    public void Prompt_EmptyOrTooLong_IsRefused()
    {
        CliRun.Of("generate", " ", "--model", models.Decoder).AssertRefused("text: expected some words to continue; got an empty text.");
        CliRun.Of("generate", string.Join(' ', Enumerable.Repeat("cat", 80)), "--model", models.Decoder).AssertRefused("text too long: ", " tokens; the window of ", " is 64.");
    }

    [Fact]
    public void Model_EncoderOrAbsent_IsRefused()
    {
        CliRun.Of("generate", Prompt, "--model", models.Encoder).AssertRefused("generate: expected a decoder with a language head; this model is Bidirectional with MaskedLanguage.");
        CliRun.Of("generate", Prompt, "--model", "no-such-model").AssertRefused("model: there is no folder 'no-such-model'");
    }

    private CliRun Generate(params string[] options) => CliRun.Of(["generate", Prompt, "--model", models.Decoder, .. options]);
}
