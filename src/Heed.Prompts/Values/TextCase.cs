using System.Text;

namespace Heed.Prompts.Values;

/// <summary>Upper and lower case as JavaScript has them: Unicode's full mappings, where .NET maps one character to one.</summary>
internal static class TextCase
{
    /// <summary>Lower case.</summary>
    public static string Lower(string text)
    {
        string lower = text.ToLowerInvariant().Replace("İ", "i̇", StringComparison.Ordinal);
        if (!text.Contains('Σ')) return lower;
        // A sigma that ends a word has a form of its own (SpecialCasing.txt, Final_Sigma).
        var result = new StringBuilder(lower);
        for (int i = 0; i < text.Length && text.Length == lower.Length; i++)
            if (text[i] == 'Σ' && i > 0 && char.IsLetter(text[i - 1]) && (i + 1 == text.Length || !char.IsLetter(text[i + 1]))) result[i] = 'ς';
        return result.ToString();
    }

    /// <summary>Upper case.</summary>
    public static string Upper(string text)
        => text.ToUpperInvariant().Replace("ß", "SS", StringComparison.Ordinal).Replace("ﬁ", "FI", StringComparison.Ordinal)
            .Replace("ﬂ", "FL", StringComparison.Ordinal).Replace("ŉ", "ʼN", StringComparison.Ordinal);

    /// <summary>The text as it is.</summary>
    public static string AsItIs(string text) => text;
}
