namespace Heed.Models.Hub;

/// <summary>How far a file is.</summary>
/// <param name="File">Its name.</param>
/// <param name="Received">Bytes that are there.</param>
/// <param name="Size">Bytes it has.</param>
/// <param name="IsDone">Whether it is checked and in its place.</param>
public readonly record struct PullProgress(string File, long Received, long Size, bool IsDone);
