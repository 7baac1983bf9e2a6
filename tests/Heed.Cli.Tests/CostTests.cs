using System.Text.Json;

namespace Heed.Cli.Tests;

/// <summary><c>heed cost</c>: what it prints, what it reads, and what it refuses.</summary>
public class CostTests(TrainedModels models)
{
    [Fact]
    public void Cost_Decoder_PrintsAColumnAContext()
    {
        CliRun run = CliRun.Of("cost", models.Decoder, "--context", "32,8k").AssertWell();
        Assert.Contains("8k *", run.Output);
        Assert.Contains("* beyond the model's window", run.Output);
        Assert.Contains("attention passes all else in prefill: from ", run.Output);
        Assert.DoesNotContain("\u001b", run.Output);
    }

    [Fact]
    public void Cost_Configuration_CountsWhatTheModelCounts()
    {
        string config = Path.Combine(models.Decoder, "config.json");
        JsonElement alone = CliRun.Of("cost", config, "--context", "1m", "--json").Json(),
            whole = CliRun.Of("cost", models.Decoder, "--context", "1m", "--json").Json();
        Assert.Equal(JsonValueKind.Null, alone.GetProperty("weight_bytes_stored").ValueKind);
        Assert.NotEqual(JsonValueKind.Null, whole.GetProperty("weight_bytes_stored").ValueKind);
        Assert.Equal(Operations(whole), Operations(alone));

        static string Operations(JsonElement json) => json.GetProperty("contexts")[0].GetProperty("prefill").GetProperty("operations").GetRawText();
    }

    [Fact]
    public void Cost_QuantisedCacheOfFewerHeads_IsSmaller()
    {
        long plain = Cache(), half = Cache("--kv", "f16"), heads = Cache("--kv-heads", "1"), window = Rolling("--window", "16");
        Assert.Equal((plain / 2, plain / 2, plain / 4), (half, heads, window)); // 2 heads, 64 positions

        long Cache(params string[] options) => Point(options).GetProperty("cache_bytes").GetInt64();

        long Rolling(params string[] options) => Point(options).GetProperty("rolling_cache_bytes").GetInt64();

        JsonElement Point(string[] options) => CliRun.Of(["cost", models.Decoder, "--context", "64", "--json", .. options]).Json().GetProperty("contexts")[0];
    }

    [Fact]
    public void Cost_Check_PrintsPredictedBesideMeasured()
    {
        string output = CliRun.Of("cost", models.Decoder, "--context", "16,128", "--check").AssertWell().Output;
        Assert.Contains("next token behind 16", output);
        Assert.DoesNotContain("prefill 128", output); // its window has 64
    }

    [Theory]
    [InlineData("got '8q'", "--context", "8q")]
    [InlineData("got ''", "--context", "")]
    [InlineData("kv: expected f32, f16, int8; got 'f8'", "--kv", "f8")]
    [InlineData("batch: expected 1", "--batch", "0")]
    [InlineData("--batch: expected a whole number", "--batch", "two")]
    [InlineData("divisor of the 2 query heads; got 3", "--kv-heads", "3")]
    [InlineData("window: expected 1", "--window", "-4")]
    [InlineData("expected the model as it is", "--window", "4", "--check")]
    [InlineData("cannot be run", "--kv", "int8", "--check", "--context", "8")]
    [InlineData("within the model's window of 64 tokens", "--context", "8k", "--check")]
    public void Cost_BadOption_IsRefused(string message, params string[] options) => CliRun.Of(["cost", models.Decoder, .. options]).AssertRefused(message);

    [Fact]
    public void Cost_BadModel_IsRefused()
    {
        CliRun.Of("cost").AssertRefused("Required argument 'model' missing");
        CliRun.Of("cost", "no-such-model").AssertRefused("no built-in model of that name");
        CliRun.Of("cost", Path.Combine(models.Decoder, "config.json"), "--check").AssertRefused("a configuration alone");
        CliRun.Of("cost", Path.Combine(models.Decoder, "tokenizer.json")).AssertRefused("architectures");
        CliRun.Of("cost", models.Encoder, "--window", "4").AssertRefused("expected a decoder");
    }
}
