using Heed.Models.Tokenizers;

namespace Heed.Models.Verification;

/// <summary>Finds the folders of reference data under a path, by what they hold and not by what they are called.</summary>
internal static class ReferenceLayout
{
    // The root, its kinds, and their models: deeper folders are somebody else's.
    private const int Depth = 3;

    private const string Expected =
        "a model folder (config.json, model.safetensors, expected.safetensors, expected.json), a folder with cases.json " +
        "(attention calls, torch modules, ONNX nodes, tokenizer texts, conversations), or a folder of these; see docs/verify.md";

    /// <summary>The sources under a path, in the order of their names, each with what its cases' names begin with.</summary>
    /// <exception cref="HeedException">There is no such folder.</exception>
    public static IEnumerable<(string Prefix, ICaseSource Source)> Find(string path)
    {
        if (string.IsNullOrWhiteSpace(path)) throw new HeedException($"verify: expected a path to {Expected}; got an empty text.");
        if (!Directory.Exists(path)) throw new HeedException($"verify: expected {Expected}; there is no folder '{path}'.");
        return Walk(Path.GetFullPath(path), "", Depth);
    }

    /// <summary>The error of a folder with nothing in it.</summary>
    public static HeedException NothingIn(string path) => new($"verify: expected {Expected}; '{path}' has nothing to verify.");

    private static IEnumerable<(string, ICaseSource)> Walk(string folder, string prefix, int depth)
    {
        string name = prefix.Length > 0 ? prefix : Path.GetFileName(Path.TrimEndingDirectorySeparator(folder));
        if (Recognize(folder) is { } source)
        {
            yield return (name, source);
            yield break;
        }
        if (depth == 0) yield break;
        foreach (string inner in Directory.EnumerateDirectories(folder).Order(StringComparer.Ordinal))
        {
            string innerName = Path.GetFileName(inner);
            foreach ((string, ICaseSource) found in Walk(inner, prefix.Length > 0 ? $"{prefix}/{innerName}" : innerName, depth - 1)) yield return found;
        }
    }

    private static ICaseSource? Recognize(string folder)
    {
        if (Has("expected.json") || Has("expected.safetensors")) return new ModelCases(folder);
        if (!Has("cases.json")) return null;
        JsonPart list;
        try
        {
            list = ReferenceJson.Read(Path.Combine(folder, "cases.json"));
            if (!list["tokenizer_file"].IsNull) return new TokenizerCases(folder, list);
            JsonPart first = list["cases"].Items().FirstOrDefault();
            if (!first["q_length"].IsNull) return new AttentionCases(folder, list);
            if (!first["op"].IsNull) return new OnnxCases(folder, list);
            if (!first["module"].IsNull) return new TorchModuleCases(folder, list);
            if (!first["template"].IsNull) return new ChatTemplateCases(folder, list);
            return null; // a list of folders, such as the one of all models
        }
        catch (HeedException error)
        {
            return new BrokenCases(error);
        }

        bool Has(string file) => File.Exists(Path.Combine(folder, file));
    }
}
