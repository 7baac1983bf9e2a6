using System.Collections.Frozen;
using System.Globalization;

namespace Heed.Models.Tokenizers;

/// <summary>
/// Canonical decomposition, composition and combining classes of Unicode. They are here because .NET leaves text as it is in
/// processes that run without globalization data, and so would tokenize it differently.
/// </summary>
internal static partial class CanonicalData
{
    private const int HangulBase = 0xAC00, HangulCount = 11172, LeadBase = 0x1100, LeadCount = 19;
    private const int VowelBase = 0x1161, VowelCount = 21, TrailBase = 0x11A7, TrailCount = 28;

    private static readonly FrozenDictionary<int, (int First, int Second)> Pairs;
    private static readonly FrozenDictionary<(int First, int Second), int> Composed;
    private static readonly FrozenDictionary<int, byte> ClassOf;

    static CanonicalData()
    {
        var pairs = new Dictionary<int, (int, int)>();
        var composed = new Dictionary<(int, int), int>();
        foreach (var entry in Decompositions.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries))
        {
            var sign = entry.AsSpan().IndexOfAny('=', '>');
            var plus = entry.IndexOf('+', StringComparison.Ordinal);
            var code = Hex(entry.AsSpan(0, sign));
            var pair = (Hex(entry.AsSpan((sign + 1)..(plus < 0 ? entry.Length : plus))), plus < 0 ? -1 : Hex(entry.AsSpan(plus + 1)));
            pairs.Add(code, pair);
            if (entry[sign] == '=')
            {
                composed.Add(pair, code);
            }
        }

        Pairs = pairs.ToFrozenDictionary();
        Composed = composed.ToFrozenDictionary();
        ClassOf = ReadClasses().ToFrozenDictionary();
    }

    /// <summary>The combining class; 0 for characters that others combine with.</summary>
    public static int CombiningClass(int code) => ClassOf.GetValueOrDefault(code);

    /// <summary>One step of decomposition; <paramref name="second"/> is −1 where it gives one character only.</summary>
    public static bool TryDecompose(int code, out int first, out int second)
    {
        if (code - HangulBase is var index and >= 0 and < HangulCount)
        {
            var trail = index % TrailCount;
            (first, second) = trail > 0
                ? (code - trail, TrailBase + trail)
                : (LeadBase + (index / (VowelCount * TrailCount)), VowelBase + (index / TrailCount % VowelCount));
            return true;
        }

        var found = Pairs.TryGetValue(code, out var pair);
        (first, second) = pair;
        return found;
    }

    /// <summary>The character that two compose to.</summary>
    public static bool TryCompose(int first, int second, out int composed)
    {
        if (first - LeadBase is var lead and >= 0 and < LeadCount && second - VowelBase is var vowel and >= 0 and < VowelCount)
        {
            composed = HangulBase + (((lead * VowelCount) + vowel) * TrailCount);
            return true;
        }

        if (first - HangulBase is var syllable and >= 0 and < HangulCount && syllable % TrailCount == 0
            && second - TrailBase is var trail and > 0 and < TrailCount)
        {
            composed = first + trail;
            return true;
        }

        return Composed.TryGetValue((first, second), out composed);
    }

    private static Dictionary<int, byte> ReadClasses()
    {
        var classes = new Dictionary<int, byte>();
        foreach (var entry in Classes.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries))
        {
            var colon = entry.IndexOf(':', StringComparison.Ordinal);
            var dash = entry.IndexOf('-', StringComparison.Ordinal);
            var first = Hex(entry.AsSpan(0, dash < 0 ? colon : dash));
            var last = dash < 0 ? first : Hex(entry.AsSpan((dash + 1)..colon));
            for (var code = first; code <= last; code++)
            {
                classes.Add(code, byte.Parse(entry.AsSpan(colon + 1), CultureInfo.InvariantCulture));
            }
        }

        return classes;
    }

    private static int Hex(ReadOnlySpan<char> digits) => int.Parse(digits, NumberStyles.HexNumber, CultureInfo.InvariantCulture);
}
