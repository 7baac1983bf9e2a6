using Heed.Models;

namespace Heed.Lens.Tests.Positions;

/// <summary>The built-in models, from the repository.</summary>
internal static class BuiltIn
{
    public static LanguageModel Load(string name)
    {
        for (DirectoryInfo? folder = new(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
            if (File.Exists(Path.Combine(folder.FullName, "Heed.slnx"))) return ModelFolder.Load(Path.Combine(folder.FullName, "models", name));
        throw new DirectoryNotFoundException("Expected Heed.slnx in a folder above the tests.");
    }
}
