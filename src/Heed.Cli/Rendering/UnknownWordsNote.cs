using Heed.Lens;
using Heed.Models;

namespace Heed.Cli.Rendering;

/// <summary>Points out, on standard error, words that a model never met in training.</summary>
internal static class UnknownWordsNote
{
    /// <summary>Writes a line when there are such words.</summary>
    public static void Write(LanguageModel model, ReadText read)
    {
        IReadOnlyList<string> unknown = read.UnknownWords(model);
        if (unknown.Count == 0) return;
        Console.Error.WriteLine(
            $"heed: {model.Name} never saw {string.Join(", ", unknown.Select(w => $"'{w}'"))} in training; what it does with {(unknown.Count == 1 ? "it" : "them")} means little.");
    }
}
