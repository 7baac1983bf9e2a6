using System.Globalization;

namespace Heed.Models.Cost;

/// <summary>Context lengths as people write them: <c>8k</c> is 8192, <c>1m</c> 1,048,576.</summary>
public static class ContextLength
{
    /// <summary>Reads a list such as <c>512,8k,1m</c>.</summary>
    /// <exception cref="HeedException">It is empty, or an entry is no length of 1 … 2⁴⁰ tokens.</exception>
    public static IReadOnlyList<long> List(string text)
        => [.. text.Split(',', StringSplitOptions.TrimEntries).Select(Of).Distinct().Order()];

    /// <summary>Lengths for a curve: each twice the one before.</summary>
    /// <param name="first">The first.</param>
    /// <param name="last">None is longer.</param>
    public static IReadOnlyList<long> Doubling(long first, long last)
    {
        var lengths = new List<long>();
        for (long length = first; length <= last; length *= 2) lengths.Add(length);
        return lengths;
    }

    /// <summary>Reads one.</summary>
    /// <exception cref="HeedException">It is no length of 1 … 2⁴⁰ tokens.</exception>
    public static long Of(string text)
    {
        long unit = text.Length == 0 ? 1 : char.ToLowerInvariant(text[^1]) switch { 'k' => 1L << 10, 'm' => 1L << 20, _ => 1 };
        string digits = unit == 1 ? text : text[..^1];
        return long.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out long number) && number >= 1
            && number <= CostModel.LongestContext / unit
            ? number * unit
            : throw new HeedException($"context: expected lengths in tokens, such as 512, 8k or 1m, with commas between several; got '{text}'.");
    }

    /// <summary>Writes one: whole multiples of 1024 or 1,048,576 as <c>8k</c>, <c>1m</c>, others as they are.</summary>
    public static string Text(long context) => context switch
    {
        >= 1 << 20 when context % (1 << 20) == 0 => string.Create(CultureInfo.InvariantCulture, $"{context >> 20}m"),
        >= 1 << 10 when context % (1 << 10) == 0 => string.Create(CultureInfo.InvariantCulture, $"{context >> 10}k"),
        _ => context.ToString(CultureInfo.InvariantCulture),
    };
}
