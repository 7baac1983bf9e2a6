using System.Text.Json;
using System.Text.Json.Nodes;
using Heed.Models.Weights;

namespace Heed.Models.Tests.Folders;

/// <summary>Changes to model folders, and what is in them.</summary>
internal static class FolderEdits
{
    /// <summary>Saves a model to be spoiled.</summary>
    public static string Save(this TemporaryFolder folder, LanguageModel model, TensorType type = TensorType.F32)
    {
        string path = folder.File(model.Name);
        using (model) ModelFolder.Save(path, model, type);
        return path;
    }

    /// <summary>Copies a model's own files.</summary>
    public static string Copy(this TemporaryFolder folder, string from)
    {
        string path = folder.File("copy");
        Directory.CreateDirectory(path);
        foreach (string file in (string[])["config.json", "model.safetensors"])
            File.WriteAllBytes(Path.Combine(path, file), File.ReadAllBytes(Path.Combine(from, file)));
        return path;
    }

    /// <summary>Rewrites config.json.</summary>
    public static void EditConfig(string path, Action<JsonObject> edit)
    {
        string file = Path.Combine(path, "config.json");
        JsonObject config = JsonNode.Parse(File.ReadAllText(file))!.AsObject();
        edit(config);
        File.WriteAllText(file, config.ToJsonString());
    }

    /// <summary>Rewrites model.safetensors.</summary>
    public static void EditTensors(string path, Func<IEnumerable<TensorSource>, IEnumerable<TensorSource>> edit)
        => SafetensorsWriter.Write(Path.Combine(path, "model.safetensors"), edit(Tensors(path)).ToList());

    /// <summary>The tensors of model.safetensors, with their bytes.</summary>
    public static List<TensorSource> Tensors(string path)
    {
        using SafetensorsFile file = SafetensorsFile.Open(Path.Combine(path, "model.safetensors"));
        return [.. file.Entries.Values.Select(entry => TensorSource.Raw(entry.Name, entry.Type, entry.Shape, file.Bytes(entry.Name).ToArray()))];
    }

    /// <summary>The same numbers under another name.</summary>
    public static TensorSource Renamed(string path, string from, string to)
    {
        using SafetensorsFile file = SafetensorsFile.Open(Path.Combine(path, "model.safetensors"));
        return TensorSource.Raw(to, file.Entry(from).Type, file.Entry(from).Shape, file.Bytes(from).ToArray());
    }

    /// <summary>A file's JSON.</summary>
    public static JsonElement Json(params string[] path)
    {
        using JsonDocument document = JsonDocument.Parse(File.ReadAllBytes(Path.Combine(path)));
        return document.RootElement.Clone();
    }

    /// <summary>Every file below a folder with its size and time: equal before and after when nothing was written.</summary>
    public static string[] Listing(string path)
        => [.. new DirectoryInfo(path).EnumerateFileSystemInfos("*", SearchOption.AllDirectories)
            .Select(item => $"{item.FullName} {(item as FileInfo)?.Length} {item.LastWriteTimeUtc:O}").Order(StringComparer.Ordinal)];
}
