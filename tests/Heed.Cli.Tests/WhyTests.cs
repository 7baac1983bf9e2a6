using System.Text.Json;

namespace Heed.Cli.Tests;

/// <summary><c>heed why</c> and the consequences of <c>heed attend</c>, on the built-in models.</summary>
public class WhyTests
{
    private const string Prompt = "The trophy would not fit in the suitcase because it was too big. What was too big? The";
    private const string Small = "The trophy would not fit in the suitcase because it was too small. What was too small? The";

    [Fact]
    public void Why_TwoAnswers_EveryEdgeHasItsConsequence()
    {
        JsonElement root = CliRun.Of("why", Prompt, "--answer", "trophy", "--other", "suitcase", "--check", "20", "--json").Json();
        Assert.Equal("logit(trophy) − logit(suitcase)", root.GetProperty("metric").GetString());
        Assert.True(root.GetProperty("value").GetDouble() > 5);
        JsonElement[] edges = [.. root.GetProperty("edges").EnumerateArray()];
        Assert.Equal(20, edges.Length);
        double[] sizes = [.. edges.Select(edge => Math.Abs(edge.GetProperty("measured").GetDouble()))];
        Assert.Equal(sizes.OrderDescending(), sizes);
        Assert.All(edges, edge => Assert.InRange(edge.GetProperty("weight").GetDouble(), 0, 1));
        Assert.Equal(16, root.GetProperty("heads").GetArrayLength());
        Assert.Equal(8, root.GetProperty("layers").GetArrayLength());
        // Cutting attention to the answer's own word costs the answer.
        JsonElement trophy = root.GetProperty("tokens").EnumerateArray().Single(token => token.GetProperty("text").GetString() == "trophy");
        Assert.True(trophy.GetProperty("predicted").GetDouble() < -1);
        double written = root.GetProperty("rank_correlation_with_measured").GetProperty("predicted").GetDouble();
        Assert.InRange(written, 0.3, 1);
    }

    [Fact]
    public void Why_ForPeople_NamesWordsAndHeads()
    {
        CliRun run = CliRun.Of("why", Prompt, "--answer", "trophy", "--other", "suitcase", "--check", "10", "--no-color").AssertWell();
        Assert.Contains("logit(trophy) − logit(suitcase) = ", run.Output);
        Assert.Contains("the strongest of 10 edges that were cut", run.Output);
        Assert.Contains("rank correlation with what cutting did", run.Output);
        Assert.Contains("2 trophy", run.Output);
        Assert.Contains("3.attn", run.Output);
        Assert.DoesNotContain('\u001b', run.Output);
    }

    [Fact]
    public void Why_NothingChecked_ListsPredictions()
    {
        Assert.Contains("none was cut", CliRun.Of("why", Prompt, "--answer", "trophy", "--check", "0", "--no-color").AssertWell().Output);
        JsonElement root = CliRun.Of("why", Prompt, "--answer", "trophy", "--other", "suitcase", "--check", "0", "--json").Json();
        Assert.Equal(50, root.GetProperty("edges").GetArrayLength());
    }

    [Fact]
    public void Why_AnAnswerOfSeveralTokens_SaysSo()
    {
        CliRun run = CliRun.Of("why", Prompt, "--answer", "xylophone", "--other", "trophy", "--check", "4", "--json");
        Assert.Equal(0, run.Exit);
        Assert.Contains("tokens, and all of them count", run.Error);
        using JsonDocument document = JsonDocument.Parse(run.Output);
        Assert.StartsWith("log p(xylophone) − log p(trophy)", document.RootElement.GetProperty("metric").GetString());
    }

    [Fact]
    public void Why_OnAnEncoder_ReadsTheMask()
    {
        JsonElement root = CliRun.Of(
            "why", "The trophy would not fit in the suitcase because it was too big. What was too big? The [MASK].", "--answer", "trophy", "--other", "suitcase", "--model", "tiny-encoder",
            "--check", "6", "--ablate", "zero", "--json").Json();
        Assert.True(root.GetProperty("value").GetDouble() > 2);
        Assert.Equal("zero", root.GetProperty("ablation").GetString());
    }

    [Fact]
    public void Why_Words_EveryMethodSpeaksOfEveryToken()
    {
        JsonElement root = CliRun.Of("why", Prompt, "--answer", "trophy", "--other", "suitcase", "--words", "--json").Json();
        JsonElement[] methods = [.. root.GetProperty("methods").EnumerateArray()];
        Assert.Equal(
            ["flow", "mean weight", "rollout", "value-weighted", "relevance", "gradient × attention", "predicted effect", "measured effect"],
            methods.Select(method => method.GetProperty("method").GetString()));
        Assert.All(methods, method => Assert.Equal(root.GetProperty("tokens").GetArrayLength(), method.GetProperty("scores").GetArrayLength()));
        Assert.Contains("gradient × attention, predicted and measured: what the metric loses", CliRun.Of("why", Prompt, "--answer", "trophy", "--words", "--no-color").AssertWell().Output);
    }

    [Fact]
    public void Why_Against_FindsWhatCarriesTheDifference()
    {
        JsonElement root = CliRun.Of("why", Prompt, "--against", Small, "--path", "0.attn.1>1.attn.3.v", "--json").Json();
        Assert.Equal("logit(trophy) − logit(suitcase)", root.GetProperty("metric").GetString());
        Assert.Equal(16, root.GetProperty("heads").GetArrayLength());
        Assert.Contains(root.GetProperty("positions").EnumerateArray(), cell => cell.GetProperty("layer").GetInt32() == 3 && cell.GetProperty("sufficient").GetDouble() > 0.9);
        Assert.InRange(root.GetProperty("path").GetProperty("left").GetDouble(), -1, 2);
        Assert.Contains("they differ at token 13 (big / small)", CliRun.Of("why", Prompt, "--against", Small, "--no-color").AssertWell().Output);
    }

    [Theory]
    [InlineData("answer: expected the answer whose causes are asked for", "why", Prompt)]
    [InlineData("other: expected another answer than 'trophy'", "why", Prompt, "--answer", "trophy", "--other", "trophy")]
    [InlineData("check: expected a number of edges of at least 0; got -1", "why", Prompt, "--answer", "trophy", "--check", "-1")]
    [InlineData("top: expected at least 1; got 0", "why", Prompt, "--answer", "trophy", "--top", "0")]
    [InlineData("ablate: expected mean or zero; got 'half'", "why", Prompt, "--answer", "trophy", "--ablate", "half")]
    [InlineData("prompt: expected some words", "why", " ", "--answer", "trophy")]
    [InlineData("expected [MASK] in the text", "why", Prompt, "--answer", "trophy", "--model", "tiny-encoder")]
    [InlineData("They part at token 12: 'too big . What", "why", Prompt, "--against", "The trophy would not fit in the suitcase because it was big.")]
    [InlineData("path: expected --against", "why", Prompt, "--answer", "trophy", "--path", "0.attn.1")]
    [InlineData("path: expected LAYER.attn.HEAD", "why", Prompt, "--against", Small, "--path", "head one")]
    [InlineData("path: expected LAYER.attn.HEAD", "why", Prompt, "--against", Small, "--path", "0.attn.٣")]
    [InlineData("expected one of blocks.0.attn … blocks.3.attn", "why", Prompt, "--against", Small, "--path", "9.attn.1")]
    [InlineData("expected a head from 0 to 3; got 7", "why", Prompt, "--against", Small, "--path", "0.attn.7")]
    [InlineData("--check: it is of no use beside --against", "why", Prompt, "--against", Small, "--check", "3")]
    [InlineData("--svg: it is of no use beside --words", "why", Prompt, "--answer", "trophy", "--words", "--svg", "x.svg")]
    [InlineData("words: expected answers of one token each", "why", Prompt, "--answer", "xylophone", "--other", "trophy", "--words")]
    [InlineData("budget: a forward and a backward pass over this text keep about", "why", Prompt + " " + Prompt + " " + Prompt, "--answer", "trophy", "--budget", "1")]
    [InlineData("budget: expected at least 1 megabyte; got 0", "why", Prompt, "--answer", "trophy", "--budget", "0")]
    [InlineData("other: it is held against --answer", "attend", Prompt, "--other", "suitcase")]
    [InlineData("family: expected one of fits", "faith", "--family", "riddles")]
    public void BadInput_IsRefused(string message, params string[] args) => CliRun.Of(args).AssertRefused(message);

    [Fact]
    public void Attend_WithAnAnswer_AddsConsequencesToEveryRow()
    {
        const string Text = "The trophy would not fit in the suitcase because it was too big.";
        CliRun run = CliRun.Of("attend", Text, "--from", "it", "--answer", "trophy", "--other", "suitcase", "--no-color").AssertWell();
        Assert.Contains("predicted, measured: change of logit(trophy) − logit(suitcase)", run.Output);
        JsonElement root = CliRun.Of("attend", Text, "--from", "it", "--answer", "trophy", "--other", "suitcase", "--top", "3", "--json").Json();
        foreach (JsonElement head in root.GetProperty("heads").EnumerateArray())
            Assert.All(head.GetProperty("strongest").EnumerateArray(), key => Assert.True(key.TryGetProperty("measured", out _)));
        JsonElement all = CliRun.Of("attend", Prompt, "--model", "tiny-decoder", "--answer", "trophy", "--json").Json();
        Assert.All(all.GetProperty("strongest").EnumerateArray().Where(row => row.GetProperty("key").ValueKind == JsonValueKind.Number), row => Assert.True(row.TryGetProperty("predicted", out _)));
    }

    [Fact]
    public void Faith_AFewSentences_HasARowForEveryMethod()
    {
        JsonElement root = Checked(CliRun.Of("faith", "--model", "tiny-encoder", "--family", "fits", "--sentences", "6", "--json"));
        JsonElement[] rows = [.. root.GetProperty("models")[0].GetProperty("rows").EnumerateArray()];
        Assert.Equal(
            ["largest weight, best head", "mean weight", "rollout", "value-weighted", "relevance", "gradient × attention", "predicted effect", "measured effect"],
            rows.Select(row => row.GetProperty("method").GetString()));
        Assert.All(rows, row => Assert.Equal(6, row.GetProperty("sentences").GetInt32()));
        Assert.True(rows[0].GetProperty("share").GetDouble() > 0.5);
    }

    [Fact]
    public void Faith_ASentenceThatNoModelAnswersRight_HasNoShares()
    {
        // Built for another language: it does not answer the two sentences, and nothing is known of the methods.
        CliRun run = CliRun.Of("faith", "--model", "tiny-long", "--family", "fits", "--sentences", "2");
        Assert.Equal(0, run.Exit);
        Assert.Contains("| fits | 0 of 2 | – | – | – | – | – | – | – | – |", run.Output);
        Assert.Contains("| mean | | – |", run.Output);
        Assert.Contains("`heed faith --sentences 2 --model tiny-long --family fits --out", run.Output);
    }

    private static JsonElement Checked(CliRun run)
    {
        Assert.Equal(0, run.Exit); // it tells on standard error what it is at
        using JsonDocument document = JsonDocument.Parse(run.Output);
        return document.RootElement.Clone();
    }
}
