namespace Heed.Cli.Tests;

/// <summary>A folder with a text and a training config.</summary>
internal sealed class TrainFolder : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public TrainFolder(int steps)
    {
        TrainedModels.WriteText(_folder.File("text.txt"));
        File.WriteAllText(Config, $$"""
            output: model
            checkpoint_every: 15
            model: {layers: 1, width: 16, heads: 2, window: 32, vocabulary: 300}
            corpus: {files: [text.txt]}
            optimizer: {steps: {{steps}}, batch_tokens: 128, warmup: 4}
            """);
    }

    public string Config => _folder.File("train.yaml");

    public string Model => _folder.File("model");

    public string Checkpoint => _folder.File("model/training/checkpoint.safetensors");

    public byte[] Weights() => File.ReadAllBytes(_folder.File("model/model.safetensors"));

    public void Dispose() => _folder.Dispose();
}
