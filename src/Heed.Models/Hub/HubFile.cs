namespace Heed.Models.Hub;

/// <summary>A file as the server describes it.</summary>
/// <param name="Name">Its name in the repository.</param>
/// <param name="Address">Where it is asked for.</param>
/// <param name="Checksum">SHA-256 of a large file, git's SHA-1 of any other.</param>
/// <param name="Size">Bytes.</param>
internal sealed record HubFile(string Name, Uri Address, string Checksum, long Size);
