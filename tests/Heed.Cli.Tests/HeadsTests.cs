using System.Text.Json;

namespace Heed.Cli.Tests;

/// <summary><c>heed heads</c> on both families.</summary>
public class HeadsTests(TrainedModels models)
{
    [Fact]
    public void Json_OfADecoder_HasEveryHeadAndScore()
    {
        JsonElement json = Heads("--json").Json();
        Assert.Equal(4, json.GetProperty("heads").GetArrayLength()); // two layers of two heads
        Assert.Equal(12, json.GetProperty("thresholds").EnumerateObject().Count());
        foreach (JsonElement head in json.GetProperty("heads").EnumerateArray())
        {
            JsonElement scores = head.GetProperty("scores");
            foreach (string name in (string[])["previous token", "duplicate token", "induction", "induction on text", "copying", "sink", "positional", "local", "broad"])
                Assert.True(double.IsFinite(scores.GetProperty(name).GetProperty("value").GetDouble()), name);
            Assert.Equal("−1", scores.GetProperty("previous token").GetProperty("where").GetString());
            Assert.StartsWith("key ", scores.GetProperty("sink").GetProperty("where").GetString());
            foreach (JsonElement role in head.GetProperty("roles").EnumerateArray())
                Assert.True(scores.TryGetProperty(role.GetString()!, out _));
        }
    }

    [Fact]
    public void Json_OfAnEncoder_HasNoCopying()
    {
        JsonElement json = CliRun.Of("heads", "--model", models.Encoder, "--json").Json();
        foreach (JsonElement head in json.GetProperty("heads").EnumerateArray())
        {
            Assert.False(head.GetProperty("scores").TryGetProperty("copying", out _));
            Assert.True(head.GetProperty("scores").TryGetProperty("positional", out _));
        }
    }

    [Fact]
    public void Text_Given_IsWhatIsMeasured()
    {
        JsonElement json = Heads("The cat sat on the mat.", "--json").Json();
        Assert.Equal("The cat sat on the mat.", json.GetProperty("text").GetString());
        Assert.NotEqual(Scores(json), Scores(Heads("The dog sat on the log and saw the bird.", "--json").Json()));
    }

    [Fact]
    public void Table_Plain_HasALineAHeadAndNoEscapeCodes()
    {
        CliRun run = Heads("--no-color").AssertWell();
        Assert.DoesNotContain('\u001b', run.Output);
        Assert.Contains("2 layers × 2 heads) · generated text", run.Output);
        Assert.Contains("A role is named from: previous token 0.4", run.Output);
    }

    [Fact]
    public void Sort_ByAMeasure_IsDescending()
    {
        double[] values = [.. Heads("--sort", "sink", "--json").Json().GetProperty("heads").EnumerateArray()
            .Select(head => head.GetProperty("scores").GetProperty("sink").GetProperty("value").GetDouble())];
        Assert.Equal(values.OrderDescending(), values);
    }

    [Fact]
    public void Sort_ByNoMeasure_ListsThem() => Heads("--sort", "fame").AssertRefused("sort: expected one of previous token, ", "got 'fame'");

    [Fact]
    public void Text_TwiceOrEmptyOrNoFile_IsRefused()
    {
        Heads("a", "--text-file", "b").AssertRefused("got both");
        Heads(" ").AssertRefused("expected some words");
        Heads("--text-file", "/nowhere/at/all").AssertRefused("there is no file '/nowhere/at/all'");
    }

    private static string Scores(JsonElement json) => json.GetProperty("heads")[0].GetProperty("scores").GetProperty("broad").GetRawText();

    private CliRun Heads(params string[] options) => CliRun.Of(["heads", .. options, "--model", models.Decoder]);
}
