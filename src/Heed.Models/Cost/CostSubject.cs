using Heed.Models.Weights;
using Heed.Numerics;

namespace Heed.Models.Cost;

/// <summary>What costs are counted of: a model's shape, with the size of its weights where they are there.</summary>
/// <param name="Name">The folder's or file's name.</param>
/// <param name="Architecture">As in config.json.</param>
/// <param name="Blueprint">The model.</param>
/// <param name="StoredBytes">Bytes of its weights as they are stored; null where there is a configuration alone.</param>
public sealed record CostSubject(string Name, string Architecture, Blueprint Blueprint, long? StoredBytes)
{
    /// <summary>Reads a model's shape; of a folder, its config.json and the headers of its weights.</summary>
    /// <param name="location">A folder, which may have no weights, or a GGUF file.</param>
    /// <exception cref="HeedException">It is broken or not supported; the message says what and where.</exception>
    public static CostSubject Read(ModelLocation location)
    {
        string path = location.Path;
        if (Weights.Gguf.GgufModel.Find(path) is { } file)
        {
            using LanguageModel model = location.Load(); // weights stay in the file
            return new CostSubject(model.Name, model.Architecture, model.Transformer.Blueprint, StoredBytesOf(model.Transformer));
        }
        (string architecture, _, Blueprint blueprint, _) = ModelFolder.ReadConfig(path);
        long? bytes = null;
        if (Directory.EnumerateFiles(path, "*.safetensors").Any())
        {
            using SafetensorsFolder weights = SafetensorsFolder.Open(path);
            bytes = weights.Entries.Values.Sum(entry => entry.ByteLength);
        }
        return new CostSubject(location.Repository ?? Path.GetFileName(Path.TrimEndingDirectorySeparator(Path.GetFullPath(path))), architecture, blueprint,
            bytes);
    }

    /// <summary>Reads the shape from a configuration alone.</summary>
    /// <param name="file">A config.json.</param>
    /// <exception cref="HeedException">It is broken or not supported; the message says what and where.</exception>
    public static CostSubject ReadConfig(string file)
    {
        (string architecture, _, Blueprint blueprint, _) = ModelFolder.ReadConfigFile(file);
        return new CostSubject(Path.GetFileName(file), architecture, blueprint, null);
    }

    /// <summary>Reads the shape from the text of a configuration, for those who have no file: nothing is looked up by any name in it.</summary>
    /// <param name="text">What a config.json holds.</param>
    /// <exception cref="HeedException">It is broken, not supported or too large; the message says what and where.</exception>
    public static CostSubject ParseConfig(string text)
    {
        const string Name = "config";
        (string architecture, _, Blueprint blueprint, _) = ModelFolder.ParseConfig(Name, text);
        CostLimits.Check(blueprint);
        return new CostSubject(Name, architecture, blueprint, null);
    }

    /// <summary>The same with its weights in another format, though there may be none: bytes as if all of them were stored so.</summary>
    /// <param name="format">How they would lie.</param>
    public CostSubject Stored(StoredFormat format)
    {
        const int Block = 256; // a whole number of blocks of every format
        return this with { StoredBytes = (long)((Int128)MapWork.Of(Blueprint).Parameters * StoredMatrix.BytesOfRow(format, Block) / Block) };
    }

    /// <summary>The shape of a loaded model.</summary>
    public static CostSubject Of(LanguageModel model) => new(model.Name, model.Architecture, model.Transformer.Blueprint, StoredBytesOf(model.Transformer));

    private static long StoredBytesOf(Transformer transformer)
        => transformer.Parameters.Sum(parameter => parameter.Stored is var stored ? stored.Rows * StoredMatrix.BytesOfRow(stored.Format, stored.Columns) : 0);
}
