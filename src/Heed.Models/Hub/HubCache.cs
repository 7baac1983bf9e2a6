using System.Text.Json;

namespace Heed.Models.Hub;

/// <summary>
/// The cache that Python's huggingface_hub keeps too: <c>models--ORG--NAME</c> with <c>blobs</c> named by their checksum, <c>refs</c> that
/// hold commits
/// and <c>snapshots/COMMIT</c> of links to blobs.
/// </summary>
public static class HubCache
{
    /// <summary>The folder of a model that was fetched, to load from.</summary>
    /// <exception cref="HeedException">It is not there, or only a part of it is; the message says what to run.</exception>
    public static string Find(HubReference reference, HubSettings settings)
    {
        ArgumentNullException.ThrowIfNull(reference);
        ArgumentNullException.ThrowIfNull(settings);
        var folders = new HubFolders(settings.CacheFolder, reference);
        string? commit = folders.Commit();
        string advice = $"Fetch it with 'heed pull {reference}'.";
        if (commit is null || !Directory.Exists(folders.Snapshot(commit)))
            throw new HeedException(
                $"model: '{reference}' is no folder and no built-in model, and the cache {settings.CacheFolder} does not have it. {advice}");
        string snapshot = folders.Snapshot(commit);
        foreach (string file in Directory.EnumerateFiles(snapshot, "*", SearchOption.AllDirectories))
            if (File.ResolveLinkTarget(file, returnFinalTarget: true) is { Exists: false })
                throw Partial($"'{Path.GetRelativePath(snapshot, file)}' is a link to a file that is not there");
        if (Missing(snapshot) is { } missing)
            throw Partial($"{missing} is missing" + (folders.HasIncomplete() ? ", and a transfer was cut short" : ""));
        return snapshot;

        HeedException Partial(string what) => new($"model: the cache has only a part of '{reference}': {what} ({snapshot}). {advice}");
    }

    /// <summary>Whether the cache has anything of a repository.</summary>
    public static bool Knows(HubReference reference, HubSettings settings)
        => Directory.Exists(new HubFolders(settings.CacheFolder, reference).Root);

    // What a model cannot do without: its weights, every shard of them, and beside safetensors its config.
    private static string? Missing(string snapshot)
    {
        string index = Path.Combine(snapshot, HubSelection.IndexName);
        if (!File.Exists(Path.Combine(snapshot, HubSelection.WeightsName)) && File.Exists(index))
            foreach (string shard in Shards(index))
                if (!File.Exists(Path.Combine(snapshot, Path.GetFileName(shard)))) return $"'{shard}'";
        if (Directory.EnumerateFiles(snapshot, "*.gguf").Any()) return null;
        if (!File.Exists(Path.Combine(snapshot, "config.json"))) return "'config.json'";
        return Directory.EnumerateFiles(snapshot, "*.safetensors").Any() ? null : $"'{HubSelection.WeightsName}'";
    }

    private static IEnumerable<string> Shards(string index)
    {
        using JsonDocument document = ModelFolder.Parse(index);
        // A malformed index is reported where the weights are opened.
        return document.RootElement.TryGetProperty("weight_map", out JsonElement map) && map.ValueKind == JsonValueKind.Object
            ? [.. map.EnumerateObject().Where(p => p.Value.ValueKind == JsonValueKind.String).Select(p => p.Value.GetString()!).Distinct()]
            : [];
    }
}
