namespace Heed.Models.Tests;

/// <summary>
/// The reference data outside the repository: the folder that the environment variable <c>HEED_GOLDENS</c> names, otherwise
/// <c>shared/goldens</c> of some folder above the tests. Where there is none, a test that needs it reports itself as skipped.
/// </summary>
internal static class Goldens
{
    /// <summary>A path inside the reference data.</summary>
    public static string Path(params string[] parts)
    {
        if (Environment.GetEnvironmentVariable("HEED_GOLDENS") is { Length: > 0 } named)
        {
            // A wrong name is a mistake, not a machine without the data.
            return Directory.Exists(named)
                ? System.IO.Path.Combine([System.IO.Path.GetFullPath(named), .. parts])
                : throw new DirectoryNotFoundException($"HEED_GOLDENS: expected a folder of reference data; there is none at '{named}'.");
        }

        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            var goldens = System.IO.Path.Combine(folder.FullName, "shared", "goldens");
            if (Directory.Exists(goldens))
            {
                return System.IO.Path.Combine([goldens, .. parts]);
            }
        }

        Assert.Skip("The reference data (HEED_GOLDENS, or shared/goldens in a folder above the tests) is not here.");
        return "";
    }
}
