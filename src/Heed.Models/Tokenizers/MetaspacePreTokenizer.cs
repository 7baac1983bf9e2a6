namespace Heed.Models.Tokenizers;

/// <summary>Writes spaces as a visible character, puts one before the text where asked to, and begins a word at each.</summary>
/// <param name="replacement">What stands for a space, usually <c>▁</c>.</param>
/// <param name="prepend">Where one is put before the text, if it does not begin with one.</param>
/// <param name="split">Whether to split; otherwise the text stays one word.</param>
internal sealed class MetaspacePreTokenizer(string replacement, PrependScheme prepend, bool split) : IPreTokenizer
{
    public void Split(AlignedText text, List<AlignedText> words) => SplitAll([text], words);

    // All words share one text, instead of one each.
    public void SplitAll(List<AlignedText> texts, List<AlignedText> words)
    {
        var length = 0;
        foreach (var text in texts)
        {
            length += text.Length + replacement.Length;
        }

        var builder = new AlignedTextBuilder(length);
        var ends = new List<int>(texts.Count);
        foreach (var text in texts)
        {
            if (text.Length > 0)
            {
                Append(text, builder, ends);
            }
        }

        var all = builder.Build();
        var start = 0;
        foreach (var end in ends)
        {
            words.Add(all.Slice(start, end - start));
            start = end;
        }
    }

    private void Append(AlignedText text, AlignedTextBuilder builder, List<int> ends)
    {
        var span = text.Span;
        var start = builder.Length;
        var mayPrepend = prepend == PrependScheme.Always || (prepend == PrependScheme.First && text.StartOf(0) == 0);
        if (mayPrepend && span[0] != ' ' && !span.StartsWith(replacement))
        {
            AppendMark(text, 0, builder);
        }

        for (var at = 0; at < span.Length; at++)
        {
            if (split && (span[at] == ' ' || span[at..].StartsWith(replacement)) && builder.Length > start)
            {
                ends.Add(builder.Length);
                start = builder.Length;
            }

            if (span[at] == ' ')
            {
                AppendMark(text, at, builder);
            }
            else
            {
                builder.Append(span[at], text.StartOf(at), text.EndOf(at));
            }
        }

        ends.Add(builder.Length);
    }

    private void AppendMark(AlignedText text, int at, AlignedTextBuilder builder)
    {
        foreach (var unit in replacement)
        {
            builder.Append(unit, text.StartOf(at), text.EndOf(at));
        }
    }
}
