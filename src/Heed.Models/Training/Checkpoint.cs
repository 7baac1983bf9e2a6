using System.Globalization;
using Heed.Autograd;
using Heed.Models.Weights;

namespace Heed.Models.Training;

/// <summary>A run's whole state in one file: weights, both moments, the step and the config it belongs to.</summary>
internal static class Checkpoint
{
    /// <summary>Writes it beside and renames.</summary>
    /// <exception cref="HeedException">It could not be written; the one before is untouched.</exception>
    public static void Save(string path, Transformer model, AdamW optimizer, TrainingConfig config, long tokens)
    {
        var tensors = new List<TensorSource>();
        for (int i = 0; i < model.Parameters.Count; i++)
        {
            Tensor p = model.Parameters[i];
            Add("weight." + p.Name, p);
            Add("first." + p.Name, optimizer.FirstMoments[i]);
            Add("second." + p.Name, optimizer.SecondMoments[i]);
        }
        SafetensorsWriter.Write(path, tensors, new Dictionary<string, string>
        {
            ["format"] = "pt",
            ["step"] = optimizer.Steps.ToString(CultureInfo.InvariantCulture),
            ["tokens"] = tokens.ToString(CultureInfo.InvariantCulture),
            ["config"] = config.Source,
        });

        void Add(string name, Tensor tensor)
            => tensors.Add(TensorSource.Floats(name, [.. tensor.Shape.ToArray().Select(n => (long)n)], tensor.Span.ToArray()));
    }

    /// <summary>Reads it into a fresh model and optimiser.</summary>
    /// <returns>Tokens seen so far.</returns>
    /// <exception cref="HeedException">The file is broken or belongs to another config.</exception>
    public static long Load(string path, Transformer model, AdamW optimizer, TrainingConfig config)
    {
        using SafetensorsFile file = SafetensorsFile.Open(path);
        if (!file.Metadata.TryGetValue("config", out string? source) || source != config.Source)
            throw new HeedException($"{path}: expected a checkpoint of this config; {config.File} has changed since it was written. Restore the config, or start again without --resume.");
        for (int i = 0; i < model.Parameters.Count; i++)
        {
            Tensor p = model.Parameters[i];
            file.ReadFloats("weight." + p.Name, p.Span);
            file.ReadFloats("first." + p.Name, optimizer.FirstMoments[i].Span);
            file.ReadFloats("second." + p.Name, optimizer.SecondMoments[i].Span);
        }
        optimizer.Steps = int.Parse(file.Metadata["step"], CultureInfo.InvariantCulture);
        return long.Parse(file.Metadata["tokens"], CultureInfo.InvariantCulture);
    }
}
