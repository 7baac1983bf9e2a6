namespace Heed.Models.Tests;

/// <summary>Files of the repository that tests read.</summary>
internal static class Repository
{
    /// <summary>The folder that holds Heed.slnx.</summary>
    public static string Root { get; } = Find();

    /// <summary>A built-in model's folder.</summary>
    public static string Model(string name) => Path.Combine(Root, "models", name);

    private static string Find()
    {
        for (DirectoryInfo? folder = new(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
            if (File.Exists(Path.Combine(folder.FullName, "Heed.slnx"))) return folder.FullName;
        throw new DirectoryNotFoundException("Expected Heed.slnx in a folder above the tests.");
    }
}
