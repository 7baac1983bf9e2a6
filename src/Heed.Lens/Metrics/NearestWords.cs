using Heed.Models;
using Heed.Models.Tokenizers;

namespace Heed.Lens.Metrics;

/// <summary>Words a model knows that are written nearly like another, for messages.</summary>
public static class NearestWords
{
    private const int Shown = 3;

    /// <summary>The nearest by edit distance (insertions, deletions, replacements of characters), nearest first; none that shares too little.</summary>
    /// <param name="known">The words there are.</param>
    /// <param name="word">The one that was given.</param>
    public static IReadOnlyList<string> Of(IEnumerable<string> known, string word)
    {
        int most = Math.Max(1, word.Length / 2);
        return [.. known.Where(one => one.Length > 0 && Math.Abs(one.Length - word.Length) <= most).Distinct()
            .Select(one => (Word: one, Distance: Distance(one, word))).Where(one => one.Distance <= most)
            .OrderBy(one => one.Distance).ThenBy(one => one.Word, StringComparer.Ordinal).Take(Shown).Select(one => one.Word)];
    }

    /// <summary>"The nearest it knows are …. ", or nothing where none is near.</summary>
    internal static string Hint(LanguageModel model, string word)
    {
        IReadOnlyList<string> near = Of(model.KnownWords ?? Vocabulary(model), word);
        return near.Count == 0 ? "" : $"The nearest it knows: {string.Join(", ", near)}. ";
    }

    private static IEnumerable<string> Vocabulary(LanguageModel model)
    {
        Tokenizer tokenizer = model.RequireTokenizer();
        for (int id = 0; id < tokenizer.VocabularySize; id++)
            if (tokenizer.FindToken(id) is not null && !tokenizer.IsSpecial(id)) yield return tokenizer.Decode([id]).Trim();
    }

    private static int Distance(string a, string b)
    {
        int[] row = [.. Enumerable.Range(0, b.Length + 1)];
        for (int i = 1; i <= a.Length; i++)
        {
            (int diagonal, row[0]) = (row[0], i);
            for (int j = 1; j <= b.Length; j++)
                (diagonal, row[j]) = (row[j], Math.Min(Math.Min(row[j], row[j - 1]) + 1, diagonal + (a[i - 1] == b[j - 1] ? 0 : 1)));
        }
        return row[^1];
    }
}
