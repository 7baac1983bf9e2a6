using System.Text;

namespace Heed.Models.Tokenizers;

/// <summary>
/// Unicode normalization form D (characters taken apart), or C (then put together again); KD and KC take compatibility characters apart
/// too.
/// Input ranges are handed out in order, as the tokenizers library does: a character taken apart keeps its range for each part, one put
/// together has the range of its first part, and marks that change places do not take theirs along, so that offsets never run backwards.
/// </summary>
/// <param name="compose">True for forms C and KC.</param>
/// <param name="compatible">True for forms KC and KD.</param>
/// <remarks>Source: UAX #15.</remarks>
internal sealed class UnicodeNormalizer(bool compose, bool compatible = false) : INormalizer
{
    public AlignedText Normalize(AlignedText text)
    {
        // Below these code points nothing composes with what precedes it, and nothing decomposes.
        if (!text.Span.ContainsAnyExceptInRange('\0', compatible ? '\u009F' : compose ? '\u02FF' : '\u00BF'))
        {
            return text;
        }

        var parts = Decompose(text);
        Order(parts);
        if (compose)
        {
            Compose(parts);
        }

        return RuneChange.Apply(parts.ConvertAll(part => new RuneChange(new Rune(part.Code), part.Surplus)), text);
    }

    private List<Part> Decompose(AlignedText text)
    {
        var parts = new List<Part>(text.Length + 4);
        foreach (var rune in text.Span.EnumerateRunes())
        {
            Decompose(rune.Value, 0, parts);
        }

        return parts;
    }

    private void Decompose(int code, int surplus, List<Part> parts)
    {
        if (compatible && CompatibilityData.TryDecompose(code, out var replacement))
        {
            for (var i = 0; i < replacement.Length; i++)
            {
                Decompose(replacement[i], i == 0 ? surplus : 1, parts);
            }

            return;
        }

        if (!CanonicalData.TryDecompose(code, out var first, out var second))
        {
            parts.Add(new Part(code, CanonicalData.CombiningClass(code), surplus));
            return;
        }

        Decompose(first, surplus, parts);
        if (second >= 0)
        {
            Decompose(second, 1, parts);
        }
    }

    // Sorts each run of combining characters by class, keeping the order of equals.
    private static void Order(List<Part> parts)
    {
        for (var start = 0; start < parts.Count;)
        {
            if (parts[start].Class == 0)
            {
                start++;
                continue;
            }

            var end = start;
            while (end < parts.Count && parts[end].Class != 0)
            {
                end++;
            }

            var run = parts[start..end].OrderBy(part => part.Class).ToArray();
            for (var i = 0; i < run.Length; i++)
            {
                parts[start + i] = run[i];
            }

            start = end;
        }
    }

    private static void Compose(List<Part> parts)
    {
        var kept = 0;
        var starter = -1;
        for (var i = 0; i < parts.Count; i++)
        {
            var part = parts[i];

            // Blocked: something between the starter and this one has the same or a higher class, or is itself a starter.
            var blocked = starter < 0 || (kept - 1 > starter && (parts[kept - 1].Class == 0 || parts[kept - 1].Class >= part.Class));
            if (!blocked && CanonicalData.TryCompose(parts[starter].Code, part.Code, out var composed))
            {
                parts[starter] = parts[starter] with { Code = composed, Surplus = parts[starter].Surplus + part.Surplus - 1 };
                continue;
            }

            if (part.Class == 0)
            {
                starter = kept;
            }

            parts[kept++] = part;
        }

        parts.RemoveRange(kept, parts.Count - kept);
    }

    /// <param name="Code">The character.</param>
    /// <param name="Class">Its combining class.</param>
    /// <param name="Surplus">
    /// 1: it has no character of the input for itself; 0: it stands for one; less: it has swallowed so many more.
    /// </param>
    private readonly record struct Part(int Code, int Class, int Surplus);
}
