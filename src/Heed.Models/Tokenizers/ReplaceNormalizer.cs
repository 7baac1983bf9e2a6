namespace Heed.Models.Tokenizers;

/// <summary>Replaces the matches of a pattern. The replacement stands for the last character of what it replaces.</summary>
internal sealed class ReplaceNormalizer(ITextPattern pattern, string content) : INormalizer
{
    public AlignedText Normalize(AlignedText text)
    {
        var matches = new List<(int Start, int Length)>();
        pattern.Find(text.Span, matches);
        if (matches.Count == 0)
        {
            return text;
        }

        var builder = new AlignedTextBuilder(text.Length + content.Length);
        var done = 0;
        foreach (var (start, length) in matches)
        {
            builder.Append(text.Slice(done, start - done));
            done = start + length;

            // An empty match before everything has no character to stand for; in an empty text there is none at all.
            var (from, to) = done > 0 ? (text.StartOf(done - 1), text.EndOf(done - 1)) : (0, 0);
            foreach (var unit in content)
            {
                builder.Append(unit, from, to);
            }
        }

        builder.Append(text.Slice(done, text.Length - done));
        return builder.Build();
    }
}
