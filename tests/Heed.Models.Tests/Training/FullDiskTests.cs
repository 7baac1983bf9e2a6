using Heed.Models.Training;

namespace Heed.Models.Tests.Training;

/// <summary>
/// Disks that are full, by a link to /dev/full where a file is to be written: the message tells what is unchanged, and a run goes on once there is room.
/// </summary>
public class FullDiskTests
{
    private const string Full = "/dev/full";

    [Fact]
    public void Run_FirstCheckpointCannotBeWritten_SaysSo()
    {
        using var run = new TinyRun();
        Fill(run.Checkpoint + ".tmp");
        AssertTold(run.Refused(), run.Checkpoint, "No space left", "What was there before is unchanged.");
        Assert.False(File.Exists(run.Checkpoint));
        Assert.False(File.Exists(run.At("model/model.safetensors")));
        run.Train().Dispose();
    }

    [Fact]
    public void Run_LaterCheckpointCannotBeWritten_TheLastOneIsUnchangedAndResumes()
    {
        using var whole = new TinyRun();
        using var run = new TinyRun();
        whole.Train().Dispose();
        run.TrainUntil(10);
        byte[] checkpoint = File.ReadAllBytes(run.Checkpoint);
        Fill(run.Checkpoint + ".tmp");
        AssertTold(run.Refused(resume: true), run.Checkpoint, "No space left", "What was there before is unchanged.");
        Assert.Equal(checkpoint, File.ReadAllBytes(run.Checkpoint));
        run.Train(resume: true).Dispose();
        Assert.Equal(whole.Weights(), run.Weights());
    }

    [Fact]
    public void Run_LogCannotBeWritten_TellsWhetherThereIsACheckpoint()
    {
        using var run = new TinyRun(config: TinyRun.Config.Replace("checkpoint_every: 7", "checkpoint_every: 100"));
        // The empty log fits; the link takes its place and takes no line.
        Fill(run.Log + ".tmp");
        AssertTold(run.Refused(), "No space left", "There is no checkpoint yet; start again.");
        File.Delete(run.Log);
        run.TrainUntil(10);
        Fill(run.Log + ".tmp");
        AssertTold(run.Refused(resume: true), "No space left", "What was there before is unchanged.");
        Assert.True(File.Exists(run.Checkpoint));
        run.Train(resume: true).Dispose();
        Assert.Equal([10, 20, 30], run.LogSteps());
    }

    [Fact]
    public void Run_LogFillsUpAfterACheckpoint_GoesOnWithResume()
    {
        using var whole = new TinyRun();
        using var run = new TinyRun();
        whole.Train().Dispose();
        Fill(run.Log + ".tmp");
        AssertTold(run.Refused(), "No space left", "The last checkpoint is unchanged; go on with --resume.");
        File.Delete(run.Log);
        run.Train(resume: true).Dispose();
        Assert.Equal(whole.Weights(), run.Weights());
    }

    [Theory]
    [InlineData("model.safetensors")]
    [InlineData("config.json")]
    [InlineData("tokenizer.json")]
    [InlineData("heed.json")]
    [InlineData("README.md")]
    [InlineData("training/loss.svg")]
    public void Run_ModelCannotBeWritten_TheOldFileIsUnchangedAndTheRunResumes(string file)
    {
        using var run = new TinyRun();
        run.Train().Dispose();
        byte[] weights = run.Weights(), old = File.ReadAllBytes(run.At("model/" + file));
        Fill(run.At($"model/{file}.tmp"));
        AssertTold(run.Refused(), run.At("model/" + file), "No space left", "What was there before is unchanged.");
        Assert.Equal(old, File.ReadAllBytes(run.At("model/" + file)));
        Assert.True(File.Exists(run.Checkpoint));
        run.Train(resume: true).Dispose();
        Assert.Equal(weights, run.Weights());
    }

    [Fact]
    public void Run_TrainingFolderTakenByAFile_SaysSoAndWritesNothing()
    {
        using var run = new TinyRun();
        Directory.CreateDirectory(run.Model);
        File.WriteAllText(run.At("model/training"), "mine");
        AssertTold(run.Refused(), "could not be written", "There is no checkpoint yet; start again.");
        Assert.Equal([run.At("model/training")], Directory.EnumerateFileSystemEntries(run.Model));
        Assert.Equal("mine", File.ReadAllText(run.At("model/training")));
    }

    [Fact]
    public void Save_DiskFull_OldModelIsUnchanged()
    {
        using var folder = new TemporaryFolder();
        using LanguageModel first = TinyModels.Decoder(seed: 1), second = TinyModels.Decoder(seed: 2);
        ModelFolder.Save(folder.File("saved"), first);
        Fill(folder.File("saved/model.safetensors.tmp"));
        AssertTold(Assert.Throws<HeedException>(() => ModelFolder.Save(folder.File("saved"), second)).Message, "model.safetensors", "What was there before is unchanged.");
        using LanguageModel loaded = ModelFolder.Load(folder.File("saved"));
        TinyModels.AssertSameWeights(first.Transformer, loaded.Transformer);
    }

    private static void Fill(string path)
    {
        Assert.SkipUnless(File.Exists(Full), "This system has no /dev/full.");
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.CreateSymbolicLink(path, Full);
    }

    private static void AssertTold(string message, params string[] parts)
    {
        foreach (string part in parts) Assert.Contains(part, message);
    }
}
