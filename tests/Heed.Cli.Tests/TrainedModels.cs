using Heed.Models.Training;

namespace Heed.Cli.Tests;

/// <summary>A decoder and an encoder of two layers, trained for a moment on a few sentences; made once for all tests.</summary>
public sealed class TrainedModels : IDisposable
{
    /// <summary>The name of a model that is built in while the tests run.</summary>
    public const string BuiltIn = "test-built-in";

    private readonly TemporaryFolder _folder = new();

    public TrainedModels()
    {
        WriteText(_folder.File("text.txt"));
        Decoder = Train("gpt2");
        Encoder = Train("bert");
        string builtIn = Path.Combine(BuiltInModels.Folder, BuiltIn);
        Directory.CreateDirectory(builtIn);
        foreach (string file in Directory.EnumerateFiles(Decoder)) File.Copy(file, Path.Combine(builtIn, Path.GetFileName(file)), overwrite: true);
    }

    /// <summary>Folder of the decoder: two layers, two heads, window 64.</summary>
    public string Decoder { get; }

    /// <summary>Folder of the encoder: two layers, two heads, window 64.</summary>
    public string Encoder { get; }

    /// <summary>A text to learn from.</summary>
    public static void WriteText(string path)
    {
        string[] animals = ["cat", "dog", "bird", "fox"], places = ["mat", "log", "tree", "hill", "road"];
        File.WriteAllText(path, string.Concat(Enumerable.Range(0, 60).Select(i =>
            $"The {animals[i % 4]} sat on the {places[i % 5]} and saw the {animals[(i + 1) % 4]} near the {places[i * 3 % 5]}.\n")));
    }

    public void Dispose()
    {
        Directory.Delete(Path.Combine(BuiltInModels.Folder, BuiltIn), recursive: true);
        if (!BuiltInModels.Names.Any()) Directory.Delete(BuiltInModels.Folder);
        _folder.Dispose();
    }

    private string Train(string family)
    {
        string config = _folder.File(family + ".yaml");
        File.WriteAllText(config, $$"""
            output: tiny-{{family}}
            about: Sentences about four animals.
            model: {family: {{family}}, layers: 2, width: 16, heads: 2, window: 64, vocabulary: 320}
            corpus: {files: [text.txt]}
            optimizer: {steps: 40, batch_tokens: 256, warmup: 4, learning_rate: 0.01}
            """);
        TrainingConfig settings = TrainingConfigReader.Read(config);
        new Trainer(settings).Run(resume: false, null, CancellationToken.None).Dispose();
        return settings.Output;
    }
}
