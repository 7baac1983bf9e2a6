namespace Heed.Models.Hub;

/// <summary>Fetches the files of a model that Heed needs into the cache.</summary>
public static class HubPull
{
    /// <summary>Fetches a model. What the cache has is not fetched again; what a cut connection left is continued.</summary>
    /// <param name="reference">The repository and its revision.</param>
    /// <param name="settings">Server, cache and token.</param>
    /// <param name="patterns">Weights by name, with * and ?, such as <c>*Q8_0.gguf</c>; none: the safetensors of the model.</param>
    /// <param name="progress">Is told as bytes arrive; null for nobody.</param>
    /// <param name="cancellation">Stops between two pieces; what has arrived is kept for the next time.</param>
    /// <exception cref="HeedException">
    /// The server refuses, cannot be reached, or sends what it did not promise; a name would leave the folder; the disk is full; or it is
    /// offline and
    /// the cache does not have the model. No snapshot or ref points to a part.
    /// </exception>
    /// <exception cref="OperationCanceledException">It was stopped.</exception>
    public static async Task<PullResult> RunAsync(
        HubReference reference, HubSettings settings, IReadOnlyList<string>? patterns = null, Action<PullProgress>? progress = null,
            CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(reference);
        ArgumentNullException.ThrowIfNull(settings);
        if (settings.Offline) return Kept(reference, settings);
        using var client = new HubClient(reference, settings);
        try
        {
            HubListing listing = await client.List(cancellation);
            IReadOnlyList<string> names = HubSelection.Choose(reference, listing.Names, patterns ?? []);
            var folders = new HubFolders(settings.CacheFolder, reference);
            var files = new List<PulledFile>();
            foreach (string name in names)
                files.Add(await Bring(client, folders, listing.Commit, name, reference, settings, progress, cancellation));
            // Only now: a ref never points to a part.
            using (FileStream _ = await HubLock.Take(folders.Lock("refs"), cancellation)) folders.WriteRef(listing.Commit);
            return new PullResult(reference, listing.Commit, folders.Snapshot(listing.Commit), files, [.. listing.Names.Except(names)]);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new HeedException(
                $"{reference}: the cache {settings.CacheFolder} cannot be written ({error.Message}). Check its rights and room, or set HF_HUB_CACHE to another folder.", error);
        }
    }

    private static async Task<PulledFile> Bring(
        HubClient client, HubFolders folders, string commit, string name, HubReference reference, HubSettings settings,
            Action<PullProgress>? progress, CancellationToken cancellation)
    {
        HubFile file = await client.Describe(commit, name, cancellation);
        string blob = folders.Blob(file.Checksum);
        Directory.CreateDirectory(Path.GetDirectoryName(blob)!);
        bool wasThere;
        using (FileStream _ = await HubLock.Take(folders.Lock(file.Checksum), cancellation))
        {
            // A blob of another size was damaged after it was checked; it is fetched anew.
            wasThere = File.Exists(blob) && new FileInfo(blob).Length == file.Size;
            if (!wasThere)
                await new HubTransfer(client, reference, settings, file, blob, Report).Run(folders.Incomplete(file.Checksum), cancellation);
            folders.Link(commit, name, file.Checksum);
        }
        progress?.Invoke(new PullProgress(name, file.Size, file.Size, true));
        return new PulledFile(name, file.Size, wasThere);

        void Report(long received) => progress?.Invoke(new PullProgress(name, received, file.Size, false));
    }

    private static PullResult Kept(HubReference reference, HubSettings settings)
    {
        string folder;
        try
        {
            folder = HubCache.Find(reference, settings);
        }
        catch (HeedException error)
        {
            throw new HeedException(
                $"{reference}: HF_HUB_OFFLINE is set, so nothing is fetched, and the cache does not have it whole. Unset HF_HUB_OFFLINE and run the command again. ({error.Message})", error);
        }
        PulledFile[] files = [.. Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories).Order(StringComparer.Ordinal)
            .Select(path => new PulledFile(Path.GetRelativePath(folder, path).Replace('\\', '/'),
                new FileInfo(path).ResolveLinkTarget(true) is FileInfo target ? target.Length : new FileInfo(path).Length, true))];
        return new PullResult(reference, Path.GetFileName(folder), folder, files, []);
    }
}
