namespace Heed.Models.Tests;

/// <summary>
/// The reference data outside the repository: the folder <c>shared/goldens</c> of some folder above the tests. Where there is none,
/// a test that needs it reports itself as skipped.
/// </summary>
internal static class Goldens
{
    /// <summary>A path inside the reference data.</summary>
    public static string Path(params string[] parts)
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            var goldens = System.IO.Path.Combine(folder.FullName, "shared", "goldens");
            if (Directory.Exists(goldens))
            {
                return System.IO.Path.Combine([goldens, .. parts]);
            }
        }

        Assert.Skip("The reference data (shared/goldens in a folder above the tests) is not here.");
        return "";
    }
}
