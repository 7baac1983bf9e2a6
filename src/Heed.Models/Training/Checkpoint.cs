using System.Globalization;
using Heed.Autograd;
using Heed.Models.Weights;

namespace Heed.Models.Training;

/// <summary>A run's whole state in one file: weights, both moments, the step and the config it belongs to.</summary>
internal static class Checkpoint
{
    /// <summary>Writes it beside and renames.</summary>
    /// <exception cref="HeedException">It could not be written; the one before is untouched.</exception>
    public static void Save(string path, Transformer model, AdamW optimizer, TrainingConfig config, string? corpus, long tokens, TimeSpan time)
    {
        var tensors = new List<TensorSource>();
        for (int i = 0; i < model.Parameters.Count; i++)
        {
            Tensor p = model.Parameters[i];
            Add("weight." + p.Name, p);
            Add("first." + p.Name, optimizer.FirstMoments[i]);
            Add("second." + p.Name, optimizer.SecondMoments[i]);
        }
        var metadata = new Dictionary<string, string>
        {
            ["format"] = "pt",
            ["step"] = optimizer.Steps.ToString(CultureInfo.InvariantCulture),
            ["tokens"] = tokens.ToString(CultureInfo.InvariantCulture),
            ["seconds"] = ((long)time.TotalSeconds).ToString(CultureInfo.InvariantCulture),
            ["config"] = config.Source,
        };
        if (corpus is not null) metadata["corpus"] = corpus;
        SafetensorsWriter.Write(path, tensors, metadata);

        void Add(string name, Tensor tensor)
            => tensors.Add(TensorSource.Floats(name, [.. tensor.Shape.ToArray().Select(n => (long)n)], tensor.Span.ToArray()));
    }

    /// <summary>Reads it into a fresh model and optimiser.</summary>
    /// <returns>Tokens seen and time spent so far.</returns>
    /// <exception cref="HeedException">The file is broken or belongs to another config.</exception>
    public static (long Tokens, TimeSpan Time) Load(string path, Transformer model, AdamW optimizer, TrainingConfig config, string? corpus)
    {
        using SafetensorsFile file = SafetensorsFile.Open(path);
        if (!file.Metadata.TryGetValue("config", out string? source) || source != config.Source)
            throw new HeedException($"{path}: expected a checkpoint of this config; {config.File} has changed since it was written. Restore the config, or delete the checkpoint and start again without --resume.");
        if (file.Metadata.GetValueOrDefault("corpus") != corpus)
            throw new HeedException($"{path}: expected a checkpoint of this text; {string.Join(", ", config.Files)} changed since it was written. Restore the text, or delete the checkpoint and start again without --resume.");
        for (int i = 0; i < model.Parameters.Count; i++)
        {
            Tensor p = model.Parameters[i];
            Read("weight." + p.Name, p);
            Read("first." + p.Name, optimizer.FirstMoments[i]);
            Read("second." + p.Name, optimizer.SecondMoments[i]);
        }
        optimizer.Steps = (int)Number("step", config.Steps);
        return (Number("tokens", long.MaxValue), TimeSpan.FromSeconds(Number("seconds", int.MaxValue)));

        void Read(string name, Tensor into)
        {
            long[] shape = [.. into.Shape.ToArray().Select(n => (long)n)];
            if (!file.Entry(name).Shape.SequenceEqual(shape))
                throw new HeedException($"{path}: {name}: expected [{string.Join(", ", shape)}]; got [{string.Join(", ", file.Entry(name).Shape)}].");
            file.ReadFloats(name, into.Span);
        }

        long Number(string name, long most)
            => file.Metadata.TryGetValue(name, out string? text) && long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out long number) && number <= most
                ? number
                : throw new HeedException($"{path}: expected \"{name}\", a whole number from 0 to {most}; got {text ?? "nothing"}.");
    }
}
