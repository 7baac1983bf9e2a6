using System.Globalization;

namespace Heed.Models.Tokenizers;

/// <summary>The script of each character of Unicode, which .NET does not tell. Read when a tokenizer first needs it.</summary>
internal static partial class ScriptData
{
    /// <summary>The ranges of all scripts by their first code point; they do not overlap.</summary>
    private static readonly (int First, int Last, string Script)[] Ranges = [.. Read().OrderBy(range => range.First)];

    /// <summary>
    /// The name of the script, as the Unicode Character Database writes it, for example <c>Han</c>; null for a character without one.
    /// </summary>
    public static string? Of(int code)
    {
        var (low, high) = (0, Ranges.Length - 1);
        while (low <= high)
        {
            var middle = (low + high) / 2;
            if (code < Ranges[middle].First)
            {
                high = middle - 1;
            }
            else if (code > Ranges[middle].Last)
            {
                low = middle + 1;
            }
            else
            {
                return Ranges[middle].Script;
            }
        }

        return null;
    }

    /// <summary>The code points of a script, in order; none for a name that is no script's. Case and underscores do not matter.</summary>
    public static IEnumerable<(int First, int Last)> RangesOf(string script) => Ranges
        .Where(range => Plain(range.Script).Equals(Plain(script), StringComparison.OrdinalIgnoreCase))
        .Select(range => (range.First, range.Last));

    private static string Plain(string name) => name.Replace("_", "", StringComparison.Ordinal);

    private static IEnumerable<(int First, int Last, string Script)> Read()
    {
        var script = "";
        foreach (var entry in Scripts.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries))
        {
            if (entry[^1] == ':')
            {
                script = entry[..^1];
                continue;
            }

            var dash = entry.IndexOf('-', StringComparison.Ordinal);
            var first = Hex(entry.AsSpan(0, dash < 0 ? entry.Length : dash));
            yield return (first, dash < 0 ? first : Hex(entry.AsSpan(dash + 1)), script);
        }
    }

    private static int Hex(ReadOnlySpan<char> digits) => int.Parse(digits, NumberStyles.HexNumber, CultureInfo.InvariantCulture);
}
