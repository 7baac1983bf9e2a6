namespace Heed.Models.Hub;

/// <summary>A file of a pulled model.</summary>
/// <param name="Name">Its name in the repository.</param>
/// <param name="Size">Bytes.</param>
/// <param name="WasThere">Whether the cache had it before.</param>
public sealed record PulledFile(string Name, long Size, bool WasThere);
