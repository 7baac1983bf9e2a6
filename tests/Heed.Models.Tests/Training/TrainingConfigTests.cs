using Heed.Models.Training;

namespace Heed.Models.Tests.Training;

/// <summary>Training configs: what they mean, and errors that name the line.</summary>
public class TrainingConfigTests
{
    [Fact]
    public void Parse_OutputAlone_HasTheDocumentedDefaults()
    {
        TrainingConfig config = TrainingConfigReader.Parse("output: out", "/somewhere/train.yaml");
        Assert.Equal(Path.GetFullPath("/somewhere/out"), config.Output);
        Assert.Equal((1UL, "gpt2", 4, 128, 4, 256, 1024), (config.Seed, config.Family, config.Layers, config.Width, config.Heads, config.Window, config.Vocabulary));
        Assert.Equal((1000, 4096, 1e-3f, 100), (config.Steps, config.BatchTokens, config.LearningRate, config.Warmup));
        Assert.Equal((0.9f, 0.98f, 0.01f, 1f), (config.Beta1, config.Beta2, config.WeightDecay, config.Clip));
        Assert.Equal((200, 0, 0.15), (config.CheckpointEvery, config.EvaluateEvery, config.MaskRate));
        Assert.Empty(config.Files);
    }

    [Fact]
    public void Parse_Documentation_HasEveryKey()
    {
        string? docs = Find("docs/training.md");
        Assert.SkipWhen(docs is null, "The documentation is not here.");
        string yaml = File.ReadAllText(docs!).Split("```yaml\n")[1].Split("```")[0];
        TrainingConfig config = TrainingConfigReader.Parse(yaml, "/models/train.yaml");
        Assert.Equal(Path.GetFullPath("/models/../models/my-model"), config.Output);
        Assert.Equal(512, config.Hidden);
        Assert.Equal(2, config.Mixture["fits"]);
    }

    [Theory]
    [InlineData("output: out\nmodel: }", "line 2: expected YAML")]
    [InlineData("output: out\nmodel: {layers: 1", "expected YAML")]
    [InlineData("output: out\noutput: out2", "expected YAML")]
    [InlineData("", "the file is empty or has another form")]
    [InlineData("- a\n- b", "the file is empty or has another form")]
    [InlineData("just text", "the file is empty or has another form")]
    [InlineData("seed: 1", "output: expected the folder to write; it is missing.")]
    [InlineData("output: out\nsteps: 3", "line 2: unknown key \"steps\"; known are")]
    [InlineData("output: out\nmodel:\n  layers: 2\n  depth: 3", "line 4: unknown key \"depth\" in \"model\"; known are deviation, family, head_size, heads")]
    [InlineData("output: out\noptimizer:\n  momentum: 0.9", "line 3: unknown key \"momentum\" in \"optimizer\"")]
    [InlineData("output: out\ncorpus:\n  mixture:\n    fitz: 1", "line 4: unknown key \"fitz\" in \"mixture\"")]
    [InlineData("output: out\ncorpus:\n  mixture: {fits: 0, give: 0}", "line 3: corpus.mixture: expected at least one weight above 0.")]
    [InlineData("output: out\ncorpus:\n  mixture: {fits: -1}", "line 3: mixture.fits: expected a number from 0 to")]
    [InlineData("output: out\nmodel:\n  layers: 0", "line 3: model.layers: expected a whole number from 1 to 1000; got 0.")]
    [InlineData("output: out\nmodel:\n  layers: 2.5", "line 3: model.layers: expected a whole number from 1 to 1000; got 2.5.")]
    [InlineData("output: out\nmodel:\n  layers: two", "line 3: model.layers: expected a whole number from 1 to 1000; got two.")]
    [InlineData("output: out\nmodel:\n  layers: [2]", "line 3: model.layers: expected a text.")]
    [InlineData("output: out\nmodel:\n  layers:", "line 3: model.layers: expected a text.")]
    [InlineData("output: out\nmodel:\n  width: 100\n  heads: 7", "line 4: model.heads: expected a divisor of width=100; got 7.")]
    [InlineData("output: out\nmodel:\n  width: 100\n  heads: 128", "line 4: model.heads: expected a divisor of width=100; got 128.")]
    [InlineData("output: out\nmodel:\n  family: mistral", "line 3: model.family: expected gpt2, llama, bert; got mistral.")]
    [InlineData("output: out\nmodel:\n  family: bert\n  key_heads: 2", "line 4: model.key_heads: belongs to \"family: llama\"; got family bert.")]
    [InlineData("output: out\nmodel:\n  rope_theta: 500", "line 3: model.rope_theta: belongs to \"family: llama\"; got family gpt2.")]
    [InlineData("output: out\nmodel:\n  family: llama\n  positions: normal", "line 4: model.positions: belongs to families with a table of positions")]
    [InlineData("output: out\nmodel:\n  family: llama\n  key_heads: 3", "line 4: model.key_heads: expected a divisor of heads=4; got 3.")]
    [InlineData("output: out\nmodel:\n  family: llama\n  head_size: 15", "line 4: model.head_size: expected heads of an even size")]
    [InlineData("output: out\nmodel:\n  family: llama\n  look_back: [1, 0]", "line 4: model.look_back: expected at least 1")]
    [InlineData("output: out\nmodel:\n  family: llama\n  look_back: [1, 2, 3, 4, 5]", "line 4: model.look_back: expected at most heads=4 numbers; got 5.")]
    [InlineData("output: out\nmodel:\n  vocabulary: 100", "line 3: model.vocabulary: expected a whole number from 262 to")]
    [InlineData("output: out\nmodel:\n  store: F64", "line 3: model.store: expected F32, F16, BF16; got F64.")]
    [InlineData("output: out\nmodel:\n  positions: rotary", "line 3: model.positions: expected normal, sinusoidal; got rotary.")]
    [InlineData("output: out\nmodel: gpt2", "line 2: model: expected a section with keys below it.")]
    [InlineData("output: out\noptimizer:\n  learning_rate: fast", "line 3: optimizer.learning_rate: expected a number from 0 to 10; got fast.")]
    [InlineData("output: out\noptimizer:\n  learning_rate: .nan", "line 3: optimizer.learning_rate: expected a number from 0 to 10; got .nan.")]
    [InlineData("output: out\noptimizer:\n  learning_rate: NaN", "line 3: optimizer.learning_rate: expected a number from 0 to 10; got NaN.")]
    [InlineData("output: out\noptimizer:\n  beta1: 1", "line 3: optimizer.beta1: expected a number from 0 to 0.99999; got 1.")]
    [InlineData("output: out\noptimizer:\n  steps: 0", "line 3: optimizer.steps: expected a whole number from 1 to")]
    [InlineData("output: out\ncheckpoint_every: 0", "line 2: checkpoint_every: expected a whole number from 1 to")]
    [InlineData("output: out\nseed: -1", "line 2: seed: expected a whole number from 0 to")]
    [InlineData("output: out\ncorpus:\n  generator: wikipedia", "line 3: corpus.generator: expected tiny-english; got wikipedia.")]
    [InlineData("output: out\ncorpus:\n  files: nowhere.txt", "line 3: corpus.files: expected a list.")]
    [InlineData("output: out\ncorpus:\n  files: [nowhere.txt]", "line 3: corpus.files: there is no file '/somewhere/nowhere.txt'.")]
    [InlineData("output: out\ncorpus:\n  generator: tiny-english\n  files: [a.txt]", "line 4: corpus.files: expected either \"files\" or \"generator\", not both.")]
    [InlineData("output: out\n---\noutput: out", "expected one YAML document")]
    public void Parse_WrongConfig_NamesTheLine(string yaml, string message)
    {
        string told = Assert.Throws<HeedException>(() => TrainingConfigReader.Parse(yaml, "/somewhere/train.yaml")).Message;
        Assert.StartsWith("/somewhere/train.yaml", told);
        Assert.Contains(message, told);
    }

    [Theory]
    [InlineData("")]
    [InlineData("   ")]
    [InlineData("no-such-file.yaml")]
    public void Read_NoFile_SaysSo(string path)
        => Assert.Equal($"config: expected the path of a YAML file; there is no file '{path}'.", Assert.Throws<HeedException>(() => TrainingConfigReader.Read(path)).Message);

    [Fact]
    public void RateAt_RisesStaysAndFalls()
    {
        TrainingConfig config = TrainingConfigReader.Parse("output: out\noptimizer: {steps: 100, warmup: 10, decay: 0.5, learning_rate: 0.1, final_rate: 0.1}", "/x.yaml");
        Assert.Equal(0.01f, config.RateAt(0), 1e-6f);
        Assert.Equal(0.1f, config.RateAt(9), 1e-6f);
        Assert.Equal(0.1f, config.RateAt(49), 1e-6f);
        Assert.Equal(0.055f, config.RateAt(75), 1e-6f);
        Assert.Equal(0.01f, config.RateAt(100), 1e-6f);
    }

    private static string? Find(string file)
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
            if (File.Exists(Path.Combine(folder.FullName, "Heed.slnx")) && File.Exists(Path.Combine(folder.FullName, file))) return Path.Combine(folder.FullName, file);
        return null;
    }
}
