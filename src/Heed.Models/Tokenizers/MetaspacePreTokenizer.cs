namespace Heed.Models.Tokenizers;

/// <summary>Writes spaces as a visible character, puts one before the text where asked to, and begins a word at each.</summary>
/// <param name="replacement">What stands for a space, usually <c>▁</c>.</param>
/// <param name="prepend">Where one is put before the text, if it does not begin with one.</param>
/// <param name="split">Whether to split; otherwise the text stays one word.</param>
internal sealed class MetaspacePreTokenizer(string replacement, PrependScheme prepend, bool split) : IPreTokenizer
{
    private readonly ReplaceNormalizer _spaces = new(new LiteralPattern(" "), replacement);
    private readonly PrependNormalizer _prefix = new(replacement);
    private readonly SplitPreTokenizer _words = new(new LiteralPattern(replacement), SplitBehavior.MergedWithNext, invert: false);

    public void Split(AlignedText text, List<AlignedText> words)
    {
        text = _spaces.Normalize(text);
        var isFirst = text.Length > 0 && text.StartOf(0) == 0;
        if ((prepend == PrependScheme.Always || (prepend == PrependScheme.First && isFirst)) && !text.Span.StartsWith(replacement))
        {
            text = _prefix.Normalize(text);
        }

        if (split)
        {
            _words.Split(text, words);
        }
        else
        {
            words.Add(text);
        }
    }
}
