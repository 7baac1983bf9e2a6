using System.Text.Json;
using Heed.Models.Training;

namespace Heed.Models.Tests.Training;

/// <summary>A training run of a second: a folder with a text, its config and, once trained, the model.</summary>
internal sealed class TinyRun : IDisposable
{
    public const string Config = """
        output: model
        about: A tiny model of a tiny text.
        seed: 5
        checkpoint_every: 7
        model: {family: FAMILY, layers: 1, width: 16, heads: 2, window: 64, vocabulary: 300}
        corpus: {files: [text.txt]}
        optimizer: {steps: 30, batch_tokens: 256, warmup: 4, learning_rate: 0.01}
        """;

    private readonly TemporaryFolder _folder = new();

    public TinyRun(string family = "gpt2", string? config = null)
    {
        File.WriteAllText(At("text.txt"), string.Concat(Enumerable.Range(0, 60).Select(Line)));
        File.WriteAllText(At("train.yaml"), (config ?? Config).Replace("FAMILY", family));
    }

    /// <summary>A path below the run's folder.</summary>
    public string At(string name) => _folder.File(name);

    public string Model => At("model");

    public string Checkpoint => At("model/training/checkpoint.safetensors");

    public string Log => At("model/training/log.jsonl");

    /// <summary>Trains to the end.</summary>
    public LanguageModel Train(bool resume = false, Action<TrainingProgress>? report = null)
        => new Trainer(TrainingConfigReader.Read(At("train.yaml"))).Run(resume, report, TestContext.Current.CancellationToken);

    /// <summary>Trains until the report of a step, then stops as Ctrl-C does.</summary>
    public OperationCanceledException TrainUntil(int step, bool resume = false)
    {
        using var stop = new CancellationTokenSource();
        if (step == 0) stop.Cancel();
        return Assert.Throws<OperationCanceledException>(() => new Trainer(TrainingConfigReader.Read(At("train.yaml"))).Run(resume, progress =>
        {
            if (progress.Step == step) stop.Cancel();
        }, stop.Token));
    }

    /// <summary>The error that training ends with.</summary>
    public string Refused(bool resume = false) => Assert.Throws<HeedException>(() => Train(resume)).Message;

    /// <summary>The log's entries.</summary>
    public JsonElement[] LogEntries()
        => [.. File.ReadLines(Log).Select(line =>
        {
            using JsonDocument document = JsonDocument.Parse(line);
            return document.RootElement.Clone();
        })];

    /// <summary>The steps of the log's entries.</summary>
    public int[] LogSteps() => [.. LogEntries().Select(entry => entry.GetProperty("step").GetInt32())];

    /// <summary>The trained weights as the file has them.</summary>
    public byte[] Weights() => File.ReadAllBytes(At("model/model.safetensors"));

    public void Dispose() => _folder.Dispose();

    private static string Line(int i)
    {
        string[] animals = ["cat", "dog", "bird", "fox"], places = ["mat", "log", "tree", "hill", "road"];
        return $"The {animals[i % 4]} sat on the {places[i % 5]} and saw the {animals[(i + 1) % 4]} near the {places[i * 3 % 5]}.\n";
    }
}
