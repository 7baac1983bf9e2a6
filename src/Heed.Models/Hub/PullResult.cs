namespace Heed.Models.Hub;

/// <summary>What a pull brought.</summary>
/// <param name="Reference">What was asked for.</param>
/// <param name="Commit">The commit it stands for.</param>
/// <param name="Folder">The folder to load from.</param>
/// <param name="Files">Its files.</param>
/// <param name="LeftOut">Files of the repository that Heed does not need.</param>
public sealed record PullResult(HubReference Reference, string Commit, string Folder, IReadOnlyList<PulledFile> Files,
    IReadOnlyList<string> LeftOut);
