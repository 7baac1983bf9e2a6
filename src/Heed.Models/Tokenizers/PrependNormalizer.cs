namespace Heed.Models.Tokenizers;

/// <summary>Puts text before a text that is not empty. What is put there shares the range of the first character.</summary>
internal sealed class PrependNormalizer(string prefix) : INormalizer
{
    public AlignedText Normalize(AlignedText text)
    {
        if (text.Length == 0)
        {
            return text;
        }

        var builder = new AlignedTextBuilder(prefix.Length + text.Length);
        foreach (var unit in prefix)
        {
            builder.Append(unit, text.StartOf(0), text.EndOf(0));
        }

        builder.Append(text);
        return builder.Build();
    }
}
