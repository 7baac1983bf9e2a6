namespace Heed.Models.Hub;

/// <summary>The places of one repository in the cache.</summary>
internal sealed class HubFolders(string cache, HubReference reference)
{
    /// <summary>Everything of the repository.</summary>
    public string Root => Path.Combine(cache, reference.FolderName);

    /// <summary>The file that holds the commit a branch or tag stands for.</summary>
    public string Ref => Path.Combine([Root, "refs", .. reference.Revision.Split('/')]);

    /// <summary>A file by its checksum.</summary>
    public string Blob(string checksum) => Path.Combine(Root, "blobs", checksum);

    /// <summary>The part of it that has arrived.</summary>
    public string Incomplete(string checksum) => Blob(checksum) + ".incomplete";

    /// <summary>Held while the file is fetched, by Python's library at the same place.</summary>
    public string Lock(string checksum) => Path.Combine(cache, ".locks", reference.FolderName, checksum + ".lock");

    /// <summary>The files of a commit.</summary>
    public string Snapshot(string commit) => Path.Combine(Root, "snapshots", commit);

    /// <summary>The commit of the revision; null where the cache does not know it.</summary>
    public string? Commit()
    {
        if (HubReference.IsCommit(reference.Revision)) return reference.Revision;
        if (!File.Exists(Ref)) return null;
        string commit = File.ReadAllText(Ref).Trim();
        return HubReference.IsCommit(commit) ? commit : throw new HeedException(
            $"{Ref}: expected a commit of 40 hexadecimal digits; got '{(commit.Length > 60 ? commit[..60] + "…" : commit)}'. Fetch it again with 'heed pull {reference}'.");
    }

    /// <summary>Whether a transfer was cut short.</summary>
    public bool HasIncomplete()
        => Directory.Exists(Path.Combine(Root, "blobs")) && Directory.EnumerateFiles(Path.Combine(Root, "blobs"), "*.incomplete").Any();

    /// <summary>Records what the revision stands for, once all of it is there.</summary>
    public void WriteRef(string commit)
    {
        if (HubReference.IsCommit(reference.Revision)) return;
        Directory.CreateDirectory(Path.GetDirectoryName(Ref)!);
        SafeFile.Write(Ref, stream => stream.Write(System.Text.Encoding.ASCII.GetBytes(commit)));
    }

    /// <summary>Shows a blob under its name in a snapshot: a relative link, or a copy where links cannot be made.</summary>
    public void Link(string commit, string name, string checksum)
    {
        string path = Path.Combine([Snapshot(commit), .. name.Split('/')]), folder = Path.GetDirectoryName(path)!;
        string target = Path.GetRelativePath(folder, Blob(checksum));
        if (new FileInfo(path).LinkTarget == target) return;
        Directory.CreateDirectory(folder);
        // Made beside and renamed: whoever reads sees the old link or the new one.
        string beside = $"{path}.{Environment.ProcessId}.tmp";
        File.Delete(beside);
        try
        {
            File.CreateSymbolicLink(beside, target);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException or PlatformNotSupportedException)
        {
            File.Copy(Blob(checksum), beside, overwrite: true);
        }
        File.Move(beside, path, overwrite: true);
    }
}
