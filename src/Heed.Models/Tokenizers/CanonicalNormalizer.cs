using System.Text;

namespace Heed.Models.Tokenizers;

/// <summary>
/// Unicode normalization form D (characters taken apart), or C (then put together again). A character taken apart keeps its range for
/// each part; one put together has the range of its first part.
/// </summary>
/// <param name="compose">True for form C.</param>
/// <remarks>Source: UAX #15.</remarks>
internal sealed class CanonicalNormalizer(bool compose) : INormalizer
{
    public AlignedText Normalize(AlignedText text)
    {
        // Below these code points nothing composes with what precedes it, and nothing decomposes.
        if (!text.Span.ContainsAnyExceptInRange('\0', compose ? '\u02FF' : '\u00BF'))
        {
            return text;
        }

        var parts = Decompose(text);
        Order(parts);
        if (compose)
        {
            Compose(parts);
        }

        var builder = new AlignedTextBuilder(text.Length + 4);
        foreach (var part in parts)
        {
            builder.Append(new Rune(part.Code), part.Start, part.End);
        }

        return builder.Build();
    }

    private static List<Part> Decompose(AlignedText text)
    {
        var span = text.Span;
        var parts = new List<Part>(span.Length + 4);
        for (var at = 0; at < span.Length;)
        {
            Rune.DecodeFromUtf16(span[at..], out var rune, out var width);
            Decompose(rune.Value, text.StartOf(at), text.EndOf(at), parts);
            at += width;
        }

        return parts;
    }

    private static void Decompose(int code, int start, int end, List<Part> parts)
    {
        if (!CanonicalData.TryDecompose(code, out var first, out var second))
        {
            parts.Add(new Part(code, CanonicalData.CombiningClass(code), start, end));
            return;
        }

        Decompose(first, start, end, parts);
        if (second >= 0)
        {
            Decompose(second, start, end, parts);
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
                parts[starter] = parts[starter] with { Code = composed };
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

    private readonly record struct Part(int Code, int Class, int Start, int End);
}
