using System.Text.Json;

namespace Heed.Cli.Tests;

/// <summary><c>heed fill</c>, <c>classify</c>, <c>embed</c>, and the options of <c>generate</c> beyond drawing.</summary>
public class TaskCommandTests(TrainedModels models)
{
    [Fact]
    public void Fill_Mask_ListsWordsLikeliestFirst()
    {
        CliRun run = CliRun.Of("fill", "The cat sat on the [MASK].", "--model", models.Encoder, "--top", "3").AssertWell();
        Assert.Equal(3, run.Lines.Length);
        Assert.Equal(run.Lines.OrderByDescending(line => line[..5]), run.Lines);
        JsonElement masks = CliRun.Of("fill", "The [MASK] sat on the [MASK].", "--model", models.Encoder, "--json").Json()
            .GetProperty("masks");
        Assert.Equal(2, masks.GetArrayLength());
        Assert.Equal(5, masks[0].GetArrayLength());
        Assert.InRange(masks[0][0].GetProperty("probability").GetDouble(), 0, 1);
    }

    [Fact]
    public void Fill_NoMaskOrDecoder_IsRefused()
    {
        CliRun.Of("fill", "The cat", "--model", models.Encoder).AssertRefused("fill: expected the mask token [MASK]");
        CliRun.Of("fill", "The [MASK]", "--model", models.Decoder).AssertRefused("expected a model with a masked-language head");
    }

    [Fact]
    public void Embed_Texts_AreOrderedByNearness()
    {
        CliRun run = CliRun.Of("embed", "The cat sat", "The fox saw the tree", "The cat sat", "--model", models.Encoder).AssertWell();
        Assert.Equal("1.000  The cat sat", run.Lines[0]);
        Assert.Equal(2, run.Lines.Length);
        JsonElement vectors = CliRun.Of("embed", "The cat", "The dog", "--model", models.Encoder, "--json").Json()
            .GetProperty("embeddings");
        Assert.Equal(2, vectors.GetArrayLength());
        Assert.Equal(16, vectors[1].GetProperty("vector").GetArrayLength());
        Assert.Equal(16, CliRun.Of("embed", "The cat", "--model", models.Encoder).AssertWell().Output.Split(' ').Length);
    }

    [Fact]
    public void Classify_NoClassificationHead_IsRefused()
        => CliRun.Of("classify", "The cat", "--model", models.Encoder)
            .AssertRefused("classify: expected a model with a classification head");

    [Fact]
    public void Generate_StopAndBeams_AreHonoured()
    {
        string whole = Generate("--max", "12").AssertWell().Output;
        string stop = whole["The cat sat".Length..].Trim().Split(' ')[1];
        string cut = Generate("--max", "12", "--stop", stop).AssertWell().Output.TrimEnd('\n');
        Assert.StartsWith(cut, whole);
        Assert.DoesNotContain(stop, cut["The cat sat".Length..]);
        Assert.StartsWith("The cat sat", Generate("--max", "8", "--beams", "3", "--length-penalty", "1.5").AssertWell().Output);
        Assert.Equal(whole, Generate("--max", "12", "--beams", "1").AssertWell().Output);
        Generate("--max", "12", "--temperature", "1", "--min-p", "0.1", "--repetition-penalty", "1.3").AssertWell();
    }

    [Fact]
    public void Generate_LongPrompt_IsCutWhereAsked()
        => CliRun.Of("generate", string.Join(' ', Enumerable.Repeat("cat", 80)), "--model", models.Decoder, "--truncate", "--max", "4")
            .AssertWell();

    [Theory]
    [InlineData("beams: expected a whole number of at least 1; got 0.", "--beams", "0")]
    [InlineData("beams: they look for the likeliest text, and temperature draws.", "--beams", "2", "--temperature", "1")]
    [InlineData("length-penalty: it weighs beams, and there are none.", "--length-penalty", "2")]
    [InlineData("stop: expected a text; got an empty one.", "--stop", "")]
    [InlineData("min-p: expected a number of at least 0 and below 1; got 1.", "--temperature", "1", "--min-p", "1")]
    [InlineData("repetition penalty: expected a number above 0; got 0.", "--repetition-penalty", "0")]
    public void Generate_OptionsThatMakeNoSense_AreRefused(string message, params string[] options) => Generate(options)
        .AssertRefused(message);

    private CliRun Generate(params string[] options) => CliRun.Of(["generate", "The cat sat", "--model", models.Decoder, .. options]);
}
