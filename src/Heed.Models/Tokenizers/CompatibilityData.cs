using System.Collections.Frozen;
using System.Globalization;

namespace Heed.Models.Tokenizers;

/// <summary>
/// Compatibility decompositions of Unicode, for the forms KC and KD; <see cref="CanonicalData"/> says why they are here.
/// Read when a tokenizer first needs them.
/// </summary>
internal static partial class CompatibilityData
{
    private static readonly FrozenDictionary<int, int[]> Replacements = Read().ToFrozenDictionary();

    /// <summary>One step of decomposition; its characters may decompose further.</summary>
    public static bool TryDecompose(int code, out ReadOnlySpan<int> replacement)
    {
        var found = Replacements.TryGetValue(code, out var codes);
        replacement = codes;
        return found;
    }

    private static Dictionary<int, int[]> Read()
    {
        var read = new Dictionary<int, int[]>();
        foreach (var entry in Decompositions.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries))
        {
            var sign = entry.IndexOf('=', StringComparison.Ordinal);
            var dash = entry.IndexOf('-', StringComparison.Ordinal);
            int[] codes = [.. entry[(sign + 1)..].Split('+').Select(digits => Hex(digits))];
            var first = Hex(entry.AsSpan(0, dash < 0 ? sign : dash));
            var last = dash < 0 ? first : Hex(entry.AsSpan((dash + 1)..sign));
            for (var code = first; code <= last; code++)
            {
                read.Add(code, code == first ? codes : [codes[0] + code - first]);
            }
        }

        return read;
    }

    private static int Hex(ReadOnlySpan<char> digits) => int.Parse(digits, NumberStyles.HexNumber, CultureInfo.InvariantCulture);
}
