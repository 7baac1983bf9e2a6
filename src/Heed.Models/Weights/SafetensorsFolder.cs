using System.Text.Json;

namespace Heed.Models.Weights;

/// <summary>
/// The weights of a model folder: <c>model.safetensors</c>, or the shards that <c>model.safetensors.index.json</c> lists.
/// The index must name every tensor of its shards, and only those.
/// </summary>
public sealed class SafetensorsFolder : SafetensorsStore
{
    private const string SingleName = "model.safetensors";
    private const string IndexName = "model.safetensors.index.json";

    private readonly List<SafetensorsFile> _files = [];
    private readonly Dictionary<string, SafetensorsFile> _fileOf = new(StringComparer.Ordinal);
    private readonly Dictionary<string, SafetensorsEntry> _entries = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string> _metadata = new(StringComparer.Ordinal);

    private SafetensorsFolder(string path) => Path = path;

    /// <inheritdoc />
    public override string Path { get; }

    /// <inheritdoc />
    public override IReadOnlyDictionary<string, SafetensorsEntry> Entries => _entries;

    /// <inheritdoc />
    public override IReadOnlyDictionary<string, string> Metadata => _metadata;

    /// <summary>Opens a folder; the index is followed only where there is no <c>model.safetensors</c>.</summary>
    /// <exception cref="HeedException">
    /// There are no weights, a shard is missing or malformed, or the index and its shards do not agree.
    /// </exception>
    public static SafetensorsFolder Open(string path)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        var folder = new SafetensorsFolder(path);
        try
        {
            folder.OpenFiles();
            return folder;
        }
        catch
        {
            folder.Dispose();
            throw;
        }
    }

    /// <inheritdoc />
    public override unsafe byte* Pointer(string name)
    {
        Entry(name);
        return _fileOf[name].Pointer(name);
    }

    /// <inheritdoc />
    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            _files.ForEach(file => file.Dispose());
        }
    }

    private void OpenFiles()
    {
        var single = System.IO.Path.Combine(Path, SingleName);
        var indexPath = System.IO.Path.Combine(Path, IndexName);
        if (File.Exists(single))
        {
            Add(SafetensorsFile.Open(single));
        }
        else if (File.Exists(indexPath))
        {
            OpenShards(indexPath);
        }
        else
        {
            throw new HeedException($"{Path}: expected {SingleName} or {IndexName} in the folder; found neither.");
        }
    }

    private void OpenShards(string indexPath)
    {
        var index = ReadIndex(indexPath);
        foreach (var shard in index.Values.Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal))
        {
            // A shard is a plain name beside the index; anything else could reach outside the folder.
            if (shard.Length == 0 || shard != System.IO.Path.GetFileName(shard) || shard == "..")
            {
                throw new HeedException($"{indexPath}: expected shard names without a folder; got '{shard}'.");
            }

            var file = System.IO.Path.Combine(Path, shard);
            if (!File.Exists(file))
            {
                throw new HeedException($"{indexPath}: shard '{shard}' is missing beside it. Fetch all shards of the model.");
            }

            Add(SafetensorsFile.Open(file));
        }

        foreach (var (name, shard) in index)
        {
            if (!_fileOf.TryGetValue(name, out var file) || System.IO.Path.GetFileName(file.Path) != shard)
            {
                throw new HeedException($"{indexPath}: the index places tensor '{name}' in '{shard}', which does not have it.");
            }
        }

        foreach (var name in _entries.Keys)
        {
            if (!index.ContainsKey(name))
            {
                throw new HeedException($"{indexPath}: '{_fileOf[name].Path}' has tensor '{name}', which the index does not name.");
            }
        }
    }

    private void Add(SafetensorsFile file)
    {
        _files.Add(file);
        foreach (var (name, entry) in file.Entries)
        {
            if (!_fileOf.TryAdd(name, file))
            {
                throw new HeedException($"{Path}: tensor '{name}' is in both '{_fileOf[name].Path}' and '{file.Path}'.");
            }

            _entries.Add(name, entry);
        }

        foreach (var (key, value) in file.Metadata)
        {
            _metadata.TryAdd(key, value);
        }
    }

    private static Dictionary<string, string> ReadIndex(string path)
    {
        try
        {
            using var document = JsonDocument.Parse(File.ReadAllBytes(path));
            if (document.RootElement.ValueKind != JsonValueKind.Object
                || !document.RootElement.TryGetProperty("weight_map", out var map) || map.ValueKind != JsonValueKind.Object)
            {
                throw new HeedException($"{path}: expected an object with 'weight_map', from tensor names to shard names.");
            }

            var index = new Dictionary<string, string>(StringComparer.Ordinal);
            foreach (var property in map.EnumerateObject())
            {
                if (property.Value.ValueKind != JsonValueKind.String)
                {
                    throw new HeedException(
                        $"{path}: expected a shard's name for tensor '{property.Name}'; got {property.Value.ValueKind}.");
                }

                if (!index.TryAdd(property.Name, property.Value.GetString()!))
                {
                    throw new HeedException($"{path}: tensor '{property.Name}' is named twice.");
                }
            }

            return index;
        }
        catch (JsonException error)
        {
            throw new HeedException($"{path}: the index is not JSON ({error.Message}).", error);
        }
        catch (InvalidOperationException error)
        {
            // The kinds of all elements are checked: only a text or a name can be at fault.
            throw new HeedException($"{path}: expected the index to hold valid text; got an escape of half a character.", error);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new HeedException($"{path}: the index cannot be read ({error.Message}).", error);
        }
    }
}
