namespace Heed.Cli.Tests;

/// <summary><c>heed train</c> in this process.</summary>
public class TrainTests
{
    [Fact]
    public void Train_TinyConfig_PrintsTheFolderAndNothingElse()
    {
        using var run = new TrainFolder(steps: 20);
        CliRun trained = CliRun.Of("train", run.Config);
        Assert.Equal(0, trained.Exit);
        Assert.Equal(run.Model + "\n", trained.Output);
        Assert.Contains("20/20  loss ", trained.Error);
        CliRun.Of("generate", "The cat", "--model", run.Model, "--max", "3").AssertWell();
    }

    [Fact]
    public void Train_ResumeWithoutACheckpoint_IsRefused()
    {
        using var run = new TrainFolder(steps: 20);
        CliRun.Of("train", run.Config, "--resume").AssertRefused("resume: expected a checkpoint at ", "there is none. Start without --resume.");
    }

    [Theory]
    [InlineData("output: out\nsteps: 3", "line 2: unknown key \"steps\"")]
    [InlineData("output: [", "expected YAML")]
    [InlineData("output: out\nmodel: {width: 10, heads: 3}", "line 2: model.heads: expected a divisor of width=10; got 3.")]
    [InlineData("output: out\ncorpus: {files: [absent.txt]}", "there is no file")]
    public void Train_WrongConfig_IsRefusedAndWritesNothing(string yaml, string message)
    {
        using var run = new TrainFolder(steps: 20);
        File.WriteAllText(run.Config, yaml);
        CliRun.Of("train", run.Config).AssertRefused(run.Config, message);
        Assert.Equal(2, Directory.EnumerateFileSystemEntries(Path.GetDirectoryName(run.Config)!).Count()); // the config and its text
    }

    [Fact]
    public void Train_DiskFull_TellsWhatIsUnchanged()
    {
        Assert.SkipUnless(File.Exists("/dev/full"), "This system has no /dev/full.");
        using var run = new TrainFolder(steps: 20);
        Directory.CreateDirectory(Path.GetDirectoryName(run.Checkpoint)!);
        File.CreateSymbolicLink(run.Checkpoint + ".tmp", "/dev/full");
        CliRun.Of("train", run.Config).AssertRefused("No space left", "What was there before is unchanged.");
    }
}
