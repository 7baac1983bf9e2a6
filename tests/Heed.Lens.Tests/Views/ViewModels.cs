using Heed.Models;

namespace Heed.Lens.Tests.Views;

/// <summary>The built-in models, loaded once for all tests of pictures.</summary>
public sealed class ViewModels : IDisposable
{
    public const string Big = "The trophy would not fit in the suitcase because it was too big.";

    public LanguageModel Encoder { get; } = ModelFolder.Load(BuiltIn("tiny-encoder"));

    public LanguageModel Decoder { get; } = ModelFolder.Load(BuiltIn("tiny-decoder"));

    public void Dispose()
    {
        Encoder.Dispose();
        Decoder.Dispose();
    }

    private static string BuiltIn(string name)
    {
        for (DirectoryInfo? folder = new(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
            if (File.Exists(Path.Combine(folder.FullName, "Heed.slnx"))) return Path.Combine(folder.FullName, "models", name);
        throw new DirectoryNotFoundException("Expected Heed.slnx in a folder above the tests.");
    }
}
