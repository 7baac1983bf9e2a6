namespace Heed.Models.Tokenizers;

/// <summary>Splits text into words, across which no token reaches. Safe for several threads.</summary>
internal interface IPreTokenizer
{
    /// <summary>Appends the words of <paramref name="text"/> in order; empty ones may be among them.</summary>
    void Split(AlignedText text, List<AlignedText> words);

    /// <summary>Appends the words of all <paramref name="texts"/> in order.</summary>
    void SplitAll(List<AlignedText> texts, List<AlignedText> words)
    {
        foreach (var text in texts)
        {
            if (text.Length > 0)
            {
                Split(text, words);
            }
        }
    }
}
