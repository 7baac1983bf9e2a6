using System.Text.Json;
using System.Xml.Linq;
using Heed.Models.Generation;
using Heed.Models.Training;

namespace Heed.Models.Tests.Training;

/// <summary>Whole training runs: same config, same bits, however they were stopped and resumed.</summary>
public class TrainerTests
{
    [Theory]
    [InlineData("gpt2")]
    [InlineData("llama")]
    [InlineData("bert")]
    public void Run_Twice_SameBits(string family)
    {
        using var a = new TinyRun(family);
        using var b = new TinyRun(family);
        using LanguageModel first = a.Train(), second = b.Train();
        TinyModels.AssertSameWeights(first.Transformer, second.Transformer);
        Assert.Equal(a.Weights(), b.Weights());
        Assert.Equal(File.ReadAllBytes(a.At("model/tokenizer.json")), File.ReadAllBytes(b.At("model/tokenizer.json")));
    }

    [Fact]
    public void Run_AnotherSeed_OtherWeights()
    {
        using var a = new TinyRun();
        using var b = new TinyRun(config: TinyRun.Config.Replace("seed: 5", "seed: 6"));
        a.Train().Dispose();
        b.Train().Dispose();
        Assert.NotEqual(a.Weights(), b.Weights());
    }

    [Theory]
    [InlineData("gpt2")]
    [InlineData("llama")]
    [InlineData("bert")]
    public void Run_TextFiles_LearnsAndWritesAModelFolder(string family)
    {
        using var run = new TinyRun(family);
        var reports = new List<TrainingProgress>();
        using LanguageModel trained = run.Train(report: reports.Add);

        Assert.Equal([10, 20, 30], reports.Select(p => p.Step));
        Assert.All(reports, p => Assert.Equal(30, p.Steps));
        Assert.True(reports[^1].SmoothLoss < 0.8 * reports[0].SmoothLoss, $"the loss went from {reports[0].SmoothLoss} to {reports[^1].SmoothLoss}");
        Assert.Equal(reports.Select(p => p.Tokens), reports.Select(p => p.Tokens).Order());
        Assert.Null(reports[^1].Accuracy);

        Assert.Equal([10, 20, 30], run.LogSteps());
        JsonElement[] log = run.LogEntries();
        for (int i = 0; i < 3; i++) Assert.Equal(reports[i].SmoothLoss, log[i].GetProperty("loss").GetDouble(), 1e-4);

        Assert.False(File.Exists(run.Checkpoint));
        Assert.Empty(Directory.EnumerateFiles(run.At("."), "*.tmp", SearchOption.AllDirectories));
        XElement svg = XDocument.Load(run.At("model/training/loss.svg")).Root!;
        Assert.Equal("svg", svg.Name.LocalName);
        XElement curve = Assert.Single(svg.Elements(), element => element.Name.LocalName == "polyline");
        Assert.Equal(3, curve.Attribute("points")!.Value.Split(' ', StringSplitOptions.RemoveEmptyEntries).Length);
        Assert.Contains("layers: 1", File.ReadAllText(run.At("model/README.md")));

        using LanguageModel loaded = ModelFolder.Load(run.Model);
        TinyModels.AssertSameWeights(trained.Transformer, loaded.Transformer);
        Assert.Equal("model", loaded.Name);
        Assert.Contains("fox", loaded.KnownWords!);
        Assert.Equal("A tiny model of a tiny text.", ModelCard.Read(run.Model).About);
        if (family != "bert")
        {
            int[] prompt = loaded.RequireTokenizer().Encode("The cat sat").Ids;
            Assert.NotEmpty(new Generator(loaded.Transformer).Generate(prompt, 5, SamplingOptions.Greedy, TestContext.Current.CancellationToken));
        }
    }

    [Theory]
    [InlineData("gpt2", 0)]
    [InlineData("gpt2", 10)]
    [InlineData("gpt2", 20)]
    [InlineData("bert", 10)]
    [InlineData("llama", 10)]
    public void Run_StoppedAndResumed_SameBitsAsWithoutStopping(string family, int step)
    {
        using var whole = new TinyRun(family);
        using var stopped = new TinyRun(family);
        whole.Train().Dispose();
        Assert.Equal($"Stopped at step {step} of 30; the checkpoint is written. Go on with --resume.", stopped.TrainUntil(step).Message);
        Assert.True(File.Exists(stopped.Checkpoint));
        Assert.False(File.Exists(stopped.At("model/model.safetensors")));

        var seen = new List<TrainingProgress>();
        using LanguageModel model = stopped.Train(resume: true, seen.Add);
        Assert.Equal(whole.Weights(), stopped.Weights());
        Assert.Equal([10, 20, 30], stopped.LogSteps());
        Assert.Equal(whole.LogEntries()[^1].GetProperty("tokens").GetInt64(), stopped.LogEntries()[^1].GetProperty("tokens").GetInt64());
        Assert.All(seen, p => Assert.True(p.Step > step));
        Assert.False(File.Exists(stopped.Checkpoint));
    }

    [Fact]
    public void Run_StoppedTwice_SameBits()
    {
        using var whole = new TinyRun();
        using var stopped = new TinyRun();
        whole.Train().Dispose();
        stopped.TrainUntil(10);
        stopped.TrainUntil(20, resume: true);
        stopped.Train(resume: true).Dispose();
        Assert.Equal(whole.Weights(), stopped.Weights());
        Assert.Equal([10, 20, 30], stopped.LogSteps());
    }

    [Theory]
    [InlineData(10, "")]
    [InlineData(20, "")]
    [InlineData(20, "{\"step\":30,\"lo")]
    [InlineData(20, "\0\0\0\0")]
    public void Run_Killed_ResumesFromTheLastCheckpointWithTheSameBits(int step, string halfALine)
    {
        // What the disk holds at some moment is all that is left of a run that was killed then.
        using var whole = new TinyRun();
        using var killed = new TinyRun();
        whole.Train(report: progress =>
        {
            if (progress.Step != step) return;
            Directory.CreateDirectory(Path.GetDirectoryName(killed.Checkpoint)!);
            File.Copy(whole.Checkpoint, killed.Checkpoint);
            File.WriteAllText(killed.Log, File.ReadAllText(whole.Log) + halfALine);
            File.WriteAllText(killed.Checkpoint + ".tmp", "half a checkpoint");
        }).Dispose();
        killed.Train(resume: true).Dispose();
        Assert.Equal(whole.Weights(), killed.Weights());
        Assert.Equal([10, 20, 30], killed.LogSteps());
        Assert.False(File.Exists(killed.Checkpoint + ".tmp"));
    }

    [Fact]
    public void Run_CheckpointThereAndNoResume_IsRefused()
    {
        using var run = new TinyRun();
        run.TrainUntil(10);
        byte[] checkpoint = File.ReadAllBytes(run.Checkpoint);
        string message = run.Refused();
        Assert.Contains(run.Checkpoint, message);
        Assert.Contains("Go on with --resume, or delete the file to start again.", message);
        Assert.Equal(checkpoint, File.ReadAllBytes(run.Checkpoint));
    }

    [Fact]
    public void Run_ResumeWithoutACheckpoint_IsRefused()
    {
        using var run = new TinyRun();
        Assert.Equal($"resume: expected a checkpoint at '{run.Checkpoint}'; there is none. Start without --resume.", run.Refused(resume: true));
        Assert.False(Directory.Exists(run.Model));
    }

    [Theory]
    [InlineData("train.yaml", "train.yaml has changed since it was written. Restore the config")]
    [InlineData("text.txt", "text.txt changed since it was written. Restore the text")]
    public void Run_ResumeAfterAChange_IsRefused(string file, string message)
    {
        using var run = new TinyRun();
        run.TrainUntil(10);
        byte[] checkpoint = File.ReadAllBytes(run.Checkpoint);
        byte[] before = File.ReadAllBytes(run.At(file));
        File.WriteAllText(run.At(file), File.ReadAllText(run.At(file)).Replace("steps: 30", "steps: 40").Replace("fox", "ox"));
        Assert.Contains(message, run.Refused(resume: true));
        Assert.Equal(checkpoint, File.ReadAllBytes(run.Checkpoint));
        // Nothing is lost: with the old content it goes on.
        File.WriteAllBytes(run.At(file), before);
        run.Train(resume: true).Dispose();
    }

    [Fact]
    public void Run_ResumeFromADamagedCheckpoint_SaysSo()
    {
        using var run = new TinyRun();
        run.TrainUntil(10);
        byte[] checkpoint = File.ReadAllBytes(run.Checkpoint);
        File.WriteAllBytes(run.Checkpoint, checkpoint[..^100]);
        Assert.StartsWith(run.Checkpoint + ": ", run.Refused(resume: true));
        string header = System.Text.Encoding.Latin1.GetString(checkpoint);
        File.WriteAllBytes(run.Checkpoint, System.Text.Encoding.Latin1.GetBytes(header.Replace("\"step\":\"10\"", "\"step\":\"no\"")));
        Assert.Contains("expected \"step\", a whole number from 0 to 30; got no", run.Refused(resume: true));
    }

    [Fact]
    public void Run_TextOfOneToken_IsRefused()
    {
        using var run = new TinyRun();
        File.WriteAllText(run.At("text.txt"), "");
        Assert.Contains("expected text to learn from", run.Refused());
    }

    [Fact]
    public void Run_LearningRateTooHigh_SaysWhatToLower()
    {
        using var run = new TinyRun(config: TinyRun.Config.Replace("learning_rate: 0.01", "learning_rate: 10, weight_decay: 10, clip: 0"));
        string message = run.Refused();
        Assert.StartsWith("step ", message);
        Assert.Matches("the loss is .+, the gradient's length (NaN|∞|Infinity)[.] Lower learning_rate or deviation and start again[.]", message);
        Assert.False(File.Exists(run.At("model/model.safetensors")));
    }

    [Fact]
    public void Run_TinyEnglishInSixteenBits_MeasuresTheStoredModel()
    {
        using var run = new TinyRun(config: """
            output: model
            model: {family: gpt2, layers: 1, width: 16, heads: 2, window: 64, vocabulary: 300, store: BF16, positions: sinusoidal}
            corpus: {generator: tiny-english, mixture: {fits: 1, agreement: 1}}
            optimizer: {steps: 6, batch_tokens: 256, warmup: 4}
            """);
        using LanguageModel model = run.Train();
        ModelCard card = ModelCard.Read(run.Model);
        Assert.NotEmpty(card.Accuracy);
        Assert.All(card.Accuracy.Values, share => Assert.InRange(share, 0, 1));
        Assert.Equal("bfloat16", JsonDocument.Parse(File.ReadAllText(run.At("model/config.json"))).RootElement.GetProperty("torch_dtype").GetString());
    }
}
