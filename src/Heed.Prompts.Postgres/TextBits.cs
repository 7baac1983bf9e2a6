using System.Numerics;

namespace Heed.Prompts.Postgres;

/// <summary>
/// Which letters and pairs of letters texts have, as a Bloom filter with one function: what is not in it is in none of them. Texts that trigrams cannot find are found by it, as most of
/// what is stored need not be read. Source: B. H. Bloom, "Space/time trade-offs in hash coding with allowable errors" (1970).
/// </summary>
internal sealed class TextBits
{
    /// <summary>Bits; the schema has as many. English of a hundred traces sets about one in eight.</summary>
    public const int Count = 4096;

    private readonly ulong[] _words = new ulong[Count / 64];

    /// <summary>Adds the letters and pairs of a text.</summary>
    public void Add(string text)
    {
        foreach (int bit in Of(text)) _words[bit / 64] |= 1UL << (bit % 64);
    }

    /// <summary>The bits in hexadecimal, the first bit first, as PostgreSQL casts them.</summary>
    public override string ToString() => string.Concat(_words.Select(word => Reversed(word).ToString("x16", System.Globalization.CultureInfo.InvariantCulture)));

    /// <summary>The places of a text's bits, each once: of its pairs, and of the letter where it is only one.</summary>
    public static IReadOnlyCollection<int> Places(string text) => text.Length == 1 ? [Place((char)0, text[0])] : [.. Pairs(text).Distinct()];

    private static IEnumerable<int> Of(string text) => text.Select(letter => Place((char)0, letter)).Concat(Pairs(text));

    private static IEnumerable<int> Pairs(string text) => text.Zip(text.Skip(1), (first, second) => Place(first, second));

    // Multiplied by the golden ratio in 32 bits, of which the highest are taken (Knuth, volume 3, 6.4).
    private static int Place(char first, char second) => (int)((((uint)first << 16) | second) * 2654435769u >> (32 - BitOperations.Log2(Count)));

    private static ulong Reversed(ulong word)
    {
        ulong reversed = 0;
        for (int bit = 0; bit < 64; bit++) reversed |= ((word >> bit) & 1) << (63 - bit);
        return reversed;
    }
}
