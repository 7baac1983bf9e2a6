using System.Globalization;

namespace Heed.Prompts.Traces;

/// <summary>A bound on a score.</summary>
/// <param name="Name">The score's name.</param>
/// <param name="AtLeast">The least it may be; null for any.</param>
/// <param name="AtMost">The most it may be; null for any.</param>
public sealed record ScoreFilter(string Name, double? AtLeast = null, double? AtMost = null)
{
    /// <summary>Reads <c>quality>=0.5</c>, <c>quality&lt;=0.5</c>, <c>quality=1</c>, or <c>quality</c> for any score of that name.</summary>
    /// <exception cref="HeedException">It is written otherwise.</exception>
    public static ScoreFilter Parse(string text)
    {
        int at = text.AsSpan().IndexOfAny("<>=");
        if (at < 0 && text.Trim().Length > 0 && text.AsSpan().IndexOfAny("~!") < 0) return new ScoreFilter(text.Trim());
        string sign = at > 0 && at + 1 < text.Length && text[at + 1] == '=' ? text[at..(at + 2)] : at > 0 ? text[at..(at + 1)] : "";
        return double.TryParse(text.AsSpan(Math.Max(at, 0) + sign.Length), NumberStyles.Float, CultureInfo.InvariantCulture, out double bound)
            && !double.IsNaN(bound)
            ? sign switch
            {
                ">=" => new ScoreFilter(text[..at].Trim(), AtLeast: bound),
                "<=" => new ScoreFilter(text[..at].Trim(), AtMost: bound),
                "=" or "==" => new ScoreFilter(text[..at].Trim(), bound, bound),
                ">" => new ScoreFilter(text[..at].Trim(), AtLeast: Math.BitIncrement(bound)),
                "<" => new ScoreFilter(text[..at].Trim(), AtMost: Math.BitDecrement(bound)),
                _ => throw Wrong(text),
            }
            : throw Wrong(text);
    }

    /// <summary>Whether a score is within; one that is no number is not.</summary>
    public bool Holds(double score) => !double.IsNaN(score) && !(score < AtLeast) && !(score > AtMost);

    private static HeedException Wrong(string text) => new($"score: expected a name and a bound, such as 'quality>=0.5'; got '{text}'.");
}
