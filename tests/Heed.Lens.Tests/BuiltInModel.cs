namespace Heed.Lens.Tests;

/// <summary>The models of the repository.</summary>
internal static class BuiltInModel
{
    /// <summary>The folder of one.</summary>
    public static string Path(string name)
    {
        for (DirectoryInfo? folder = new(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
            if (File.Exists(System.IO.Path.Combine(folder.FullName, "Heed.slnx"))) return System.IO.Path.Combine(folder.FullName, "models", name);
        throw new DirectoryNotFoundException("Expected Heed.slnx in a folder above the tests.");
    }
}
