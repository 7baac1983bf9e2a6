namespace Heed.Models.Templates.Values;

/// <summary>Texts as Python sees them: sequences of code points, where .NET has 16-bit units.</summary>
internal static class CodePoints
{
    /// <summary>How many there are.</summary>
    public static int Count(string text)
    {
        int count = text.Length;
        for (int i = 0; i + 1 < text.Length; i++)
            if (char.IsSurrogatePair(text[i], text[i + 1])) count--;
        return count;
    }

    /// <summary>One text for each.</summary>
    public static string[] Split(string text)
    {
        var points = new string[Count(text)];
        for (int i = 0, at = 0; i < points.Length; i++)
        {
            int length = at + 1 < text.Length && char.IsSurrogatePair(text[at], text[at + 1]) ? 2 : 1;
            points[i] = text.Substring(at, length);
            at += length;
        }
        return points;
    }

    /// <summary>Order by code points: surrogates lie above the other units, as what they stand for does.</summary>
    public static int Compare(string left, string right)
    {
        int common = left.AsSpan().CommonPrefixLength(right);
        return common == left.Length || common == right.Length
            ? left.Length.CompareTo(right.Length)
            : Rank(left[common]).CompareTo(Rank(right[common]));

        static int Rank(char unit) => char.IsSurrogate(unit) ? unit + 0x10000 : unit;
    }
}
