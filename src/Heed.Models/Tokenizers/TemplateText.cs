using System.Globalization;

namespace Heed.Models.Tokenizers;

/// <summary>Templates as text: special tokens, <c>$A</c> and <c>$B</c> with spaces between, each with an optional <c>:type</c>.</summary>
/// <param name="Single">The items for one text; sequence 0 for A, −1 for the special token <c>Text</c>.</param>
/// <param name="Pair">The items for two texts.</param>
internal sealed record TemplateText(
    IReadOnlyList<(int Sequence, string Text, int TypeId)> Single, IReadOnlyList<(int Sequence, string Text, int TypeId)> Pair)
{
    /// <returns>Both templates; null where neither is given.</returns>
    /// <exception cref="HeedException">An item is unknown, or a text is missing or there twice.</exception>
    public static TemplateText? Parse(string? single, string? pair, IReadOnlyList<string> specialTokens)
    {
        if (single is null && pair is null)
        {
            return null;
        }

        var one = Items(single ?? "$A", specialTokens);
        Require(one, single ?? "$A", 1);
        if (pair is not null)
        {
            var two = Items(pair, specialTokens);
            Require(two, pair, 2);
            return new TemplateText(one, two);
        }

        var afterFirst = one.SkipWhile(item => item.Sequence != 0).Skip(1).Select(item => (item.Sequence, item.Text, 1));
        return new TemplateText(one, [.. one, (1, "B", 1), .. afterFirst]);
    }

    private static List<(int Sequence, string Text, int TypeId)> Items(string template, IReadOnlyList<string> specialTokens)
    {
        var items = new List<(int, string, int)>();
        foreach (var word in template.Split(' ', StringSplitOptions.RemoveEmptyEntries))
        {
            var (text, typeId) = SplitType(word, specialTokens);
            items.Add(
                specialTokens.Contains(text) ? (-1, text, typeId)
                : text is "$A" or "A" ? (0, "A", typeId)
                : text is "$B" or "B" ? (1, "B", typeId)
                : throw new HeedException(
                    $"template '{template}': expected $A, $B or one of the special tokens {string.Join(' ', specialTokens)}; "
                    + $"got '{word}'."));
        }

        return items;
    }

    private static (string Text, int TypeId) SplitType(string word, IReadOnlyList<string> specialTokens)
    {
        var colon = word.LastIndexOf(':');
        return colon > 0 && !specialTokens.Contains(word)
            && int.TryParse(word.AsSpan(colon + 1), NumberStyles.None, CultureInfo.InvariantCulture, out var typeId)
            ? (word[..colon], typeId)
            : (word, 0);
    }

    private static void Require(List<(int Sequence, string Text, int TypeId)> items, string template, int texts)
    {
        for (var sequence = 0; sequence < 2; sequence++)
        {
            var expected = sequence < texts ? 1 : 0;
            var count = items.Count(item => item.Sequence == sequence);
            if (count != expected)
            {
                throw new HeedException(
                    $"template '{template}': expected ${"AB"[sequence]} {(expected == 1 ? "once" : "not at all")}; got it {count} times.");
            }
        }
    }
}
